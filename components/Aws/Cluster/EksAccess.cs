using System.Net;
using System.Text.RegularExpressions;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;
using Pulumi.Aws.Vpc;

namespace K8tre.Components.Aws.Cluster;

/// <summary>Inputs of <see cref="EksAccess"/>.</summary>
public sealed record EksAccessArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the cluster.</summary>
    public required Input<string> Cluster { get; init; }

    /// <summary>Id of the security group of the control plane.</summary>
    public required Input<string> SecurityGroup { get; init; }

    /// <summary>
    /// ARNs of the IAM roles and users that administer the cluster, at least one. The one that runs Pulumi must be among them.
    /// </summary>
    public required IReadOnlyList<string> Administrators { get; init; }

    /// <summary>ARN of the role with which pipelines administer the cluster. Default: pipelines do not.</summary>
    public Input<string>? PipelineRole { get; init; }

    /// <summary>Ranges that may reach the API server besides the cluster's own nodes. Default: none.</summary>
    public IReadOnlyList<IPNetwork> AllowInbound { get; init; } = [];

    /// <summary>Id of the security group of build machines that may reach the API server. Default: there are none.</summary>
    public Input<string>? RunnerSecurityGroup { get; init; }
}

/// <summary>
/// Access of administrators and pipelines to a cluster: access entries with all permissions, and rules of its security group.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html</remarks>
public sealed partial class EksAccess : ComponentResource
{
    /// <summary>Port of the API server.</summary>
    public const int Port = 443;

    private readonly EksAccessArgs _args;
    private readonly CustomResourceOptions _inside;

    /// <summary>Creates the entries and the rules.</summary>
    public EksAccess(string name, EksAccessArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EksAccess", name, options)
    {
        (_args, _inside) = (args, new() { Parent = this });
        foreach (var arn in args.Administrators)
        {
            AddAdministrator($"{name}-{NameOf(arn)}", arn);
        }
        if (args.PipelineRole is { } pipeline)
            AddAdministrator($"{name}-pipeline", pipeline);
        foreach (var range in args.AllowInbound)
        {
            AllowInbound(
                $"{name}-allow-{range.BaseAddress}-{range.PrefixLength}",
                $"The API server, from {range}",
                rule => rule.CidrIpv4 = range.ToString());
        }
        if (args.RunnerSecurityGroup is { } runner)
            AllowInbound($"{name}-allow-runner", "The API server, from jobs of pipelines", rule => rule.ReferencedSecurityGroupId = runner);

        RegisterOutputs();
    }

    /// <summary>Returns true if a text is the ARN of an IAM role or user, the principals that access entries accept.</summary>
    internal static bool IsPrincipal(string arn) => Principal().IsMatch(arn);

    // A role and a user may have the same name, and so may those of two paths or two accounts.
    private string NameOf(string arn)
    {
        var parts = arn.Split(':');
        var (kind, path) = (parts[^1].Split('/')[0], parts[^1][(parts[^1].IndexOf('/', StringComparison.Ordinal) + 1)..]);
        return parts[4] == _args.Scope.AccountId ? $"{kind}-{path}" : $"{kind}-{parts[4]}-{path}";
    }

    private void AddAdministrator(string name, Input<string> arn)
    {
        var entry = new AccessEntry(name, new() { ClusterName = _args.Cluster, PrincipalArn = arn }, _inside);
        _ = new AccessPolicyAssociation($"{name}-admin", new()
        {
            ClusterName = _args.Cluster,
            PrincipalArn = entry.PrincipalArn,
            PolicyArn = $"arn:{_args.Scope.Partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
            AccessScope = new AccessPolicyAssociationAccessScopeArgs { Type = "cluster" },
        }, _inside);
    }

    private void AllowInbound(string name, string description, Action<SecurityGroupIngressRuleArgs> from)
    {
        var rule = new SecurityGroupIngressRuleArgs
        {
            SecurityGroupId = _args.SecurityGroup,
            Description = description,
            IpProtocol = "tcp",
            FromPort = Port,
            ToPort = Port,
        };
        from(rule);
        _ = new SecurityGroupIngressRule(name, rule, _inside);
    }

    // Neither the account's root user nor a session of a role.
    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::\d{12}:(role|user)/[\w+=,.@/-]+$")]
    private static partial Regex Principal();
}
