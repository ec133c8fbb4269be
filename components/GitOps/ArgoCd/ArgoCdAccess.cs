using K8tre.Components.Clusters;
using K8tre.Components.GitOps.Registration;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Inputs of <see cref="ArgoCdAccess"/>.</summary>
public sealed record ArgoCdAccessArgs
{
    /// <summary>The cluster that Argo CD shall reach from elsewhere.</summary>
    public required ICluster Cluster { get; init; }

    /// <summary>Generation of the token, a DNS label. Another one replaces it. Clusters that know Argo CD's identity give out no token.</summary>
    public required string Generation { get; init; }

    /// <summary>API groups that Argo CD may write besides those of K8TRE. Default: none.</summary>
    public IReadOnlyCollection<string> ApiGroups { get; init; } = [];
}

/// <summary>What lets an Argo CD that runs elsewhere install K8TRE in a cluster: who it is there, and its rights, the same on every vendor.</summary>
/// <remarks>What it may do, and why: docs/guides/gitops.md</remarks>
public sealed class ArgoCdAccess : ComponentResource
{
    private const string RbacGroup = "rbac.authorization.k8s.io";

    /// <summary>Gives access to the cluster of the inherited provider.</summary>
    public ArgoCdAccess(string name, ArgoCdAccessArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:ArgoCdAccess", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var (cluster, url) = (args.Cluster.ClusterName, args.Cluster.ApiServerUrl);
        (var subject, Connection) = args.Cluster.ArgoCredential switch
        {
            ArgoCredential.ServiceAccountToken => Account(name, args),
            ArgoCredential.EksRole eks => (
                new SubjectArgs { ApiGroup = RbacGroup, Kind = "Group", Name = eks.Group },
                ClusterConnection.WithAwsRole(cluster, url, eks.CaData, eks.RoleArn)),
            ArgoCredential.Entra entra => (
                new SubjectArgs { ApiGroup = RbacGroup, Kind = "User", Name = entra.Identity.PrincipalId },
                ClusterConnection.WithEntra(cluster, url, entra.CaData, entra.Identity)),
            var other => throw new ArgumentOutOfRangeException(nameof(args), other, "no access is known for this credential"),
        };
        var role = new ClusterRole(name, new ClusterRoleArgs
        {
            Metadata = new ObjectMetaArgs { Name = "argocd-manager" },
            Rules = ArgoCdRbacRule.For(args.ApiGroups).Select(rule => rule.ToPolicyRule()).ToArray(),
        }, inside);
        _ = new ClusterRoleBinding($"{name}-binding", new ClusterRoleBindingArgs
        {
            Metadata = new ObjectMetaArgs { Name = "argocd-manager" },
            RoleRef = new RoleRefArgs
            {
                ApiGroup = RbacGroup,
                Kind = "ClusterRole",
                Name = role.Metadata.Apply(metadata => metadata.Name),
            },
            Subjects = subject,
        }, inside);

        RegisterOutputs();
    }

    /// <summary>Connection of Argo CD to the cluster. Argo CD must not use it before this component exists: it marks a cluster that forbids everything as failed.</summary>
    public ClusterConnection Connection { get; }

    private (SubjectArgs, ClusterConnection) Account(string name, ArgoCdAccessArgs args)
    {
        const string home = "kube-system";
        var account = new ServiceAccountToken(
            $"{name}-account", new() { Namespace = home, Account = "argocd-manager", Generation = args.Generation }, new() { Parent = this });
        return (
            new() { Kind = "ServiceAccount", Name = account.Account, Namespace = home },
            ClusterConnection.WithToken(args.Cluster.ClusterName, args.Cluster.ApiServerUrl, account.CaData, account.Token));
    }
}
