using System.Text.RegularExpressions;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Clusters;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;

namespace K8tre.Components.Aws.Cluster;

/// <summary>Inputs of <see cref="EksAccess"/>.</summary>
public sealed record EksAccessArgs
{
    /// <summary>Where the cluster is.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the cluster.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The same, its resource's output, so that it is there first.</summary>
    public required Input<string> Cluster { get; init; }

    /// <summary>ARNs of the roles and users that administer it, one at least. Whoever runs Pulumi is one of them.</summary>
    public required IReadOnlyList<string> Administrators { get; init; }

    /// <summary>ARN of the role as which pipelines administer it too. Known once the role is there. Default: none do.</summary>
    public Input<string>? Pipeline { get; init; }

    /// <summary>Who the Argo CD elsewhere is that installs K8TRE in it. Default: none does.</summary>
    public ArgoCdIdentity.Aws? ArgoCd { get; init; }
}

/// <summary>
/// Who comes into a cluster. Administrators have all rights, and so have pipelines that deploy into it. An Argo CD elsewhere comes in by a role of its
/// own that no one else can take on, and is a group there: which rights that group has, the cluster says.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html</remarks>
public sealed partial class EksAccess : ComponentResource
{
    /// <summary>The Kubernetes group that Argo CD is in.</summary>
    public const string ArgoCdGroup = "argocd-manager";

    /// <summary>Lets them in.</summary>
    public EksAccess(string name, EksAccessArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EksAccess", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        // A role and a user may have the same name.
        var administrators = args.Administrators.Select(arn => Administrator($"{name}-{arn.Split(':')[^1].Split('/')[0]}-{arn.Split('/')[^1]}", arn));
        var pipelines = args.Pipeline is { } pipeline ? new[] { Administrator($"{name}-pipeline", pipeline) } : [];
        IsReady = Output.All(administrators.Concat(pipelines)).Apply(_ => true);
        ArgoCdRole = args.ArgoCd is { } argoCd ? Elsewhere(argoCd.RoleArn) : null;

        RegisterOutputs();

        Output<string> Administrator(string role, Input<string> arn)
        {
            var entry = new AccessEntry(role, new() { ClusterName = args.Cluster, PrincipalArn = arn }, inside);
            return new AccessPolicyAssociation($"{role}-admin", new()
            {
                ClusterName = args.Cluster,
                PrincipalArn = entry.PrincipalArn,
                PolicyArn = $"arn:{args.Scope.Partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
                AccessScope = new AccessPolicyAssociationAccessScopeArgs { Type = "cluster" },
            }, inside).Id;
        }

        Output<string> Elsewhere(Output<string> argoCd)
        {
            var role = new IamRole($"{name}-argocd", new()
            {
                Scope = args.Scope,
                RoleName = RoleName(args.ClusterName),
                Description = $"Argo CD in {args.ClusterName}",
                Trust = new(new PolicyStatement
                {
                    Principals = [PolicyPrincipal.Identity(argoCd)],
                    Resources = [],
                    // What Pod Identity says of its pod goes with it.
                    Actions = ["sts:AssumeRole", "sts:TagSession"],
                }),
            }, new() { Parent = this });
            var entry = new AccessEntry($"{name}-argocd-entry", new()
            {
                ClusterName = args.Cluster,
                PrincipalArn = role.Arn,
                Type = "STANDARD",
                KubernetesGroups = { ArgoCdGroup },
            }, inside);
            return entry.PrincipalArn;
        }
    }

    /// <summary>True, once every administrator has its rights, and pipelines have theirs.</summary>
    [Output("isReady")]
    public Output<bool> IsReady { get; private set; }

    /// <summary>ARN of the role that Argo CD takes on. Known once the cluster lets it in. Null: no Argo CD elsewhere installs K8TRE in it.</summary>
    public Output<string>? ArgoCdRole { get; }

    /// <summary>ARN of the role by which a cluster lets an Argo CD elsewhere in.</summary>
    /// <param name="scope">Where the cluster is.</param>
    /// <param name="clusterName">Its name.</param>
    public static string ArgoCdRoleOf(AwsScope scope, string clusterName) => IamRole.ArnOf(scope, RoleName(clusterName));

    /// <summary>Whether a text is the ARN of a role or a user of IAM, which is what access entries take.</summary>
    internal static bool IsPrincipal(string arn) => Principal().IsMatch(arn);

    private static string RoleName(string clusterName) => $"{clusterName}-argocd";

    // Not the account's root, not a session of a role.
    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::\d{12}:(role|user)/[\w+=,.@/-]+$")]
    private static partial Regex Principal();
}
