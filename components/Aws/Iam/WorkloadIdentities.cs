using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Iam;

/// <summary>Inputs of <see cref="WorkloadIdentities"/>.</summary>
public sealed record WorkloadIdentitiesArgs
{
    /// <summary>Where they go.</summary>
    public required AwsScope Scope { get; init; }

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
    public Input<string>? WebAcl { get; init; }
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
        var (scope, cluster) = (args.Scope, args.Cluster.ClusterName);
        AreReady = Output.All(
            Identity("balancer", PodServiceAccount.LoadBalancer, LoadBalancerPolicy.For(scope, cluster, args.VpcId, args.WebAcl)),
            Identity("autoscaler", PodServiceAccount.Autoscaler, PodIdentityPolicies.Autoscaler(scope, cluster)),
            Identity("dns", PodServiceAccount.ExternalDns, PodIdentityPolicies.ExternalDns(scope, args.Zones)),
            Identity("secrets", PodServiceAccount.ExternalSecrets, PodIdentityPolicies.ExternalSecrets(scope, args.Parameters, args.ParametersKey))).Apply(_ => true);

        RegisterOutputs();

        Output<string> Identity(string role, PodServiceAccount account, PolicyDocument policy) => new WorkloadIdentity(
            $"{name}-{role}", new()
            {
                Scope = scope,
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
