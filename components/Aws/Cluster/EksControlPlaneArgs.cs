using System.Collections.Immutable;
using System.Net;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Clusters;
using Pulumi.Aws.Eks.Inputs;

namespace K8tre.Components.Aws.Cluster;

/// <summary>Inputs of <see cref="EksControlPlane"/>.</summary>
public sealed record EksControlPlaneArgs
{
    /// <summary>
    /// Maximum length of a cluster's name. Names of IAM roles and of resolver rules begin with it, have up to 26 more characters, end with
    /// 8 characters that Pulumi adds, and may have 64.
    /// </summary>
    public const int LongestName = 30;

    /// <summary>Name of the cluster, at most <see cref="LongestName"/> characters.</summary>
    /// <exception cref="ArgumentException">The name is longer.</exception>
    public required string ClusterName
    {
        get;
        init => field = value.Length <= LongestName
            ? value
            : throw new ArgumentException($"{value} has {value.Length} characters; supply at most {LongestName}", nameof(ClusterName));
    }

    /// <summary>Environment that the cluster serves.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>
    /// Indicates that neither AWS nor Pulumi deletes or replaces the cluster until its protection is removed. Default: true.
    /// </summary>
    public bool IsProtected { get; init; } = true;

    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Id of the VPC.</summary>
    public required Input<string> VpcId { get; init; }

    /// <summary>Ids of the control plane's subnets, in at least two zones.</summary>
    /// <exception cref="ArgumentException">There is only one subnet.</exception>
    public required IReadOnlyList<Input<string>> Subnets
    {
        get;
        init => field = value.Count >= 2 ? value : throw new ArgumentException("supply subnets in at least 2 zones", nameof(Subnets));
    }

    /// <summary>Ranges that may reach the API server besides the cluster's own nodes: operators, the management cluster.</summary>
    /// <exception cref="ArgumentException">One of the ranges is the whole internet.</exception>
    public required IReadOnlyList<IPNetwork> AllowInbound { get; init => field = NotEverybody(value, nameof(AllowInbound)); }

    /// <summary>Id of the security group of build machines in the same VPC that deploy to the cluster. Default: there are none.</summary>
    public Input<string>? RunnerSecurityGroup { get; init; }

    /// <summary>Public ranges that may reach the API server. Default: none; the API server has no public address.</summary>
    /// <exception cref="ArgumentException">One of the ranges is the whole internet.</exception>
    public IReadOnlyList<IPNetwork> PublicRanges { get; init => field = NotEverybody(value, nameof(PublicRanges)); } = [];

    /// <summary>
    /// Public addresses from which the platform itself reaches the API server, such as those of an Argo CD elsewhere, if there are
    /// <see cref="PublicRanges"/>: outside the cluster's VPC, the API server's name then resolves to its public address. Default: none.
    /// </summary>
    public Output<ImmutableArray<string>>? EgressAddresses { get; init; }

    /// <summary>ARN of the KMS key that encrypts Secrets in etcd.</summary>
    public required Input<string> SecretsKey { get; init; }

    /// <summary>ARN of the KMS key of the control plane's log. Its policy must allow CloudWatch Logs to use it.</summary>
    public required Input<string> LogsKey { get; init; }

    /// <summary>Days that entries of that log are kept: one of the numbers that CloudWatch offers.</summary>
    public required int LogRetentionDays { get; init; }

    /// <summary>Minor version of Kubernetes. EKS chooses the patch version.</summary>
    public required string KubernetesVersion { get; init; }

    /// <summary>Range of the Services' addresses, /12 to /24, that nothing else uses. The cluster's DNS has the tenth address.</summary>
    /// <exception cref="ArgumentException">The range is larger or smaller.</exception>
    public required IPNetwork ServiceCidr
    {
        get;
        init => field = value.PrefixLength is >= 12 and <= 24
            ? value
            : throw new ArgumentException($"{value} is not of a size that EKS accepts; supply a /12 to a /24", nameof(ServiceCidr));
    }

    /// <summary>Number of nodes that the cluster starts with, at least 1.</summary>
    public required int NodeCount { get; init; }

    /// <summary>
    /// ARNs of the IAM roles and users that administer the cluster, at least one. The one that runs Pulumi must be among them.
    /// </summary>
    /// <exception cref="ArgumentException">The list is empty, or one entry is not the ARN of a role or a user.</exception>
    public required IReadOnlyList<string> Administrators
    {
        get;
        init => field = value.Count == 0 || !value.All(EksAccess.IsPrincipal)
            ? throw new ArgumentException(
                "supply the ARN of at least 1 role or user of IAM; an account or a session of a role is neither", nameof(Administrators))
            : value;
    }

    /// <summary>ARN of the role with which pipelines administer the cluster. Default: pipelines do not.</summary>
    public Input<string>? PipelineRole { get; init; }

    /// <summary>Identity of the Argo CD elsewhere that installs K8TRE in the cluster. Default: there is none.</summary>
    public ArgoCdIdentity.Aws? ArgoCd { get; init; }

    /// <summary>Resources that must exist before the cluster, such as aliases of its keys. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];

    /// <summary>
    /// Resources that must exist before anything is created in the cluster and until everything in it is deleted, such as the connections
    /// over which its API server is reached. Default: none.
    /// </summary>
    public IReadOnlyList<Resource> ApiDependsOn { get; init; } = [];

    /// <summary>Returns the network settings of the cluster.</summary>
    internal ClusterVpcConfigArgs ToVpcConfig()
    {
        var config = new ClusterVpcConfigArgs
        {
            SubnetIds = Subnets.ToArray(),
            EndpointPrivateAccess = true,
            EndpointPublicAccess = PublicRanges.Count > 0,
        };
        if (PublicRanges.Count > 0)
        {
            config.PublicAccessCidrs = (EgressAddresses ?? Output.Create(ImmutableArray<string>.Empty)).Apply(addresses =>
                PublicRanges.Select(range => $"{range}").Concat(addresses.Select(address => $"{address}/32")).ToImmutableArray());
        }
        return config;
    }

    private static IReadOnlyList<IPNetwork> NotEverybody(IReadOnlyList<IPNetwork> ranges, string member) =>
        ranges.All(range => range.PrefixLength > 0)
            ? ranges
            : throw new ArgumentException(
                "a range of 0 bits is the whole internet; supply the ranges of the cluster's administrators", member);
}
