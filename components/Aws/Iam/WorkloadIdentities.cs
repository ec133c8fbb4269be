using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Iam;

/// <summary>Inputs of <see cref="WorkloadIdentities"/>.</summary>
public sealed record WorkloadIdentitiesArgs
{
    /// <summary>Where they go.</summary>
    public required AwsSite Site { get; init; }

    /// <summary>The cluster.</summary>
    public required EksCluster Cluster { get; init; }

    /// <summary>Id of its network.</summary>
    public required Input<string> VpcId { get; init; }

    /// <summary>Ids of the zones that external-dns writes to, one at least.</summary>
    public required IReadOnlyList<Input<string>> Zones { get; init; }

    /// <summary>Names of the parameters that external-secrets reads, without a slash at the start, one at least.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>ARN of the key that encrypts them.</summary>
    public required Input<string> ParametersKey { get; init; }

    /// <summary>ARN of the web ACL that the controller puts before a load balancer. Default: none.</summary>
    public Input<string>? WebFirewall { get; init; }
}

/// <summary>What the programs that K8TRE installs on AWS are there: an identity each, for the ServiceAccounts that its overlays name.</summary>
/// <remarks>
/// https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics: <c>loadbalancer/aws</c>, <c>cluster-autoscaler/aws</c>, <c>externaldns/aws</c>,
/// <c>secret-store/aws</c>
/// </remarks>
public sealed class WorkloadIdentities : ComponentResource
{
    /// <summary>Makes the identities.</summary>
    public WorkloadIdentities(string name, WorkloadIdentitiesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:WorkloadIdentities", name, options)
    {
        var (site, cluster) = (args.Site, args.Cluster.ClusterName);
        AreReady = Output.All(
            Identity("balancer", PodAccount.LoadBalancer, LoadBalancerPolicy.Of(site, cluster, args.VpcId, args.WebFirewall)),
            Identity("autoscaler", PodAccount.Autoscaler, PodPolicies.Autoscaler(site, cluster)),
            Identity("dns", PodAccount.ExternalDns, PodPolicies.ExternalDns(site, args.Zones)),
            Identity("secrets", PodAccount.ExternalSecrets, PodPolicies.ExternalSecrets(site, args.Parameters, args.ParametersKey))).Apply(_ => true);

        RegisterOutputs();

        Output<string> Identity(string role, PodAccount account, PolicyDocument policy) => new WorkloadIdentity($"{name}-{role}", new()
        {
            Site = site,
            ClusterName = cluster,
            Cluster = args.Cluster.Name,
            Accounts = [account],
            Policies = new Dictionary<string, PolicyDocument> { [role] = policy },
        }, new() { Parent = this }).RoleArn;
    }

    /// <summary>True, once pods can be given them. Pods that started before have none: EKS hands it to a pod when it is made.</summary>
    [Output("areReady")]
    public Output<bool> AreReady { get; private set; }
}
