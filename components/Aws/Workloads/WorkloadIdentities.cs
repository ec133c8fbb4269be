using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Workloads;

/// <summary>Inputs of <see cref="WorkloadIdentities"/>.</summary>
public sealed record WorkloadIdentitiesArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>The cluster.</summary>
    public required EksControlPlane Cluster { get; init; }

    /// <summary>Id of the cluster's VPC.</summary>
    public required Input<string> VpcId { get; init; }

    /// <summary>Ids of the hosted zones that external-dns writes to, at least one.</summary>
    public required IReadOnlyList<Input<string>> Zones { get; init; }

    /// <summary>Domain of the environment, whose records external-dns writes.</summary>
    public required string Domain { get; init; }

    /// <summary>Names of the parameters that external-secrets reads, without a leading slash, at least one.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>ARN of the KMS key that encrypts the parameters.</summary>
    public required Input<string> ParametersKey { get; init; }

    /// <summary>ARN of the web ACL that the controller associates with a load balancer. Default: none.</summary>
    public Input<string>? WebAcl { get; init; }
}

/// <summary>Identities in AWS of the programs that K8TRE installs, for the ServiceAccounts in K8TRE's overlays.</summary>
/// <remarks>
/// https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics: <c>loadbalancer/aws</c>, <c>cluster-autoscaler/aws</c>, <c>externaldns/aws</c>,
/// <c>secret-store/aws</c>
/// </remarks>
public sealed class WorkloadIdentities : ComponentResource
{
    /// <summary>Creates the identities.</summary>
    public WorkloadIdentities(string name, WorkloadIdentitiesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:WorkloadIdentities", name, options)
    {
        var (scope, cluster) = (args.Scope, args.Cluster.ClusterName);
        Create("balancer", PodServiceAccount.LoadBalancer, LoadBalancerPolicy.For(scope, cluster, args.VpcId, args.WebAcl));
        Create("autoscaler", PodServiceAccount.Autoscaler, PodIdentityPolicies.Autoscaler(scope, cluster));
        Create("dns", PodServiceAccount.ExternalDns, PodIdentityPolicies.ExternalDns(scope, args.Zones, args.Domain, $"*.{args.Domain}"));
        Create(
            "secrets", PodServiceAccount.ExternalSecrets,
            PodIdentityPolicies.ExternalSecrets(scope, args.Parameters, args.ParametersKey));

        RegisterOutputs();

        void Create(string role, PodServiceAccount account, PolicyDocument policy) => _ = new WorkloadIdentity($"{name}-{role}", new()
        {
            Scope = scope,
            ClusterName = cluster,
            Cluster = args.Cluster.Name,
            Accounts = [account],
            Policies = new Dictionary<string, PolicyDocument> { [role] = policy },
        }, new() { Parent = this });
    }
}
