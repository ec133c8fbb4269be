using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Clusters;
using Pulumi.Aws.Eks;

namespace K8tre.Components.Aws.Cluster;

/// <summary>Inputs of <see cref="EksArgoCdAccess"/>.</summary>
public sealed record EksArgoCdAccessArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the cluster.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Name of the cluster, as an output of the cluster.</summary>
    public required Input<string> Cluster { get; init; }

    /// <summary>Identity of the Argo CD, which runs in another cluster.</summary>
    public required ArgoCdIdentity.Aws ArgoCd { get; init; }
}

/// <summary>
/// Access of an Argo CD in another cluster: a role that only this Argo CD can assume, and an access entry that makes the role a member of a
/// Kubernetes group. The cluster's own RBAC defines the permissions of the group.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html</remarks>
public sealed class EksArgoCdAccess : ComponentResource
{
    /// <summary>Kubernetes group of Argo CD.</summary>
    public const string Group = "argocd-manager";

    /// <summary>Creates the role and the entry.</summary>
    public EksArgoCdAccess(string name, EksArgoCdAccessArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EksArgoCdAccess", name, options)
    {
        var role = new IamRole($"{name}-role", new()
        {
            Scope = args.Scope,
            RoleName = RoleName(args.ClusterName),
            Description = $"Argo CD in {args.ClusterName}",
            Trust = new(new PolicyStatement
            {
                Principals = [PolicyPrincipal.Identity(args.ArgoCd.RoleArn)],
                Resources = [],
                // A session of Pod Identity has tags, which the next session takes over.
                Actions = ["sts:AssumeRole", "sts:TagSession"],
            }),
        }, new() { Parent = this });
        var entry = new AccessEntry($"{name}-entry", new()
        {
            ClusterName = args.Cluster,
            PrincipalArn = role.Arn,
            Type = "STANDARD",
            KubernetesGroups = { Group },
        }, new() { Parent = this });
        RoleArn = entry.PrincipalArn;

        RegisterOutputs();
    }

    /// <summary>ARN of the role, as an output of the access entry.</summary>
    [Output("roleArn")]
    public Output<string> RoleArn { get; private set; }

    /// <summary>Returns the ARN of the role with which an Argo CD elsewhere accesses a cluster.</summary>
    /// <param name="scope">Account and region of the cluster.</param>
    /// <param name="clusterName">Name of the cluster.</param>
    public static string RoleArnOf(AwsScope scope, string clusterName) => IamRole.ArnOf(scope, RoleName(clusterName));

    private static string RoleName(string clusterName) => $"{clusterName}-argocd";
}
