using K8tre.Components.Clusters;
using K8tre.Components.GitOps.Registration;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Inputs of <see cref="ArgoCdAccess"/>.</summary>
public sealed record ArgoCdAccessArgs
{
    /// <summary>The cluster in which Argo CD installs K8TRE from another cluster.</summary>
    public required ICluster Cluster { get; init; }

    /// <summary>Generation of the token, a DNS label. A new generation replaces the token. Clusters with an identity ignore it.</summary>
    public required string Generation { get; init; }

    /// <summary>API groups of the organisation's own custom resources, besides those of K8TRE. Default: none.</summary>
    public IReadOnlyCollection<string> ApiGroups { get; init; } = [];
}

/// <summary>Identity and permissions, the same on every vendor, of an Argo CD that installs K8TRE from another cluster.</summary>
/// <remarks>docs/guides/gitops.md explains the permissions.</remarks>
public sealed class ArgoCdAccess : ComponentResource
{
    private const string RbacGroup = "rbac.authorization.k8s.io";

    /// <summary>Creates the access to the cluster of the inherited provider.</summary>
    public ArgoCdAccess(string name, ArgoCdAccessArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:ArgoCdAccess", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var (cluster, url) = (args.Cluster.ClusterName, args.Cluster.ApiServerUrl);
        (var subject, var identity, Connection) = args.Cluster.ArgoCredential switch
        {
            ArgoCredential.ServiceAccountToken => CreateAccount(name, args),
            ArgoCredential.EksRole eks => (
                new SubjectArgs { ApiGroup = RbacGroup, Kind = "Group", Name = eks.Group },
                ArgoCdAdmission.Group(eks.Group),
                ClusterConnection.WithAwsRole(cluster, url, eks.CaData, eks.RoleArn)),
            ArgoCredential.Entra entra => (
                new SubjectArgs { ApiGroup = RbacGroup, Kind = "User", Name = entra.Identity.PrincipalId },
                ArgoCdAdmission.User(entra.Identity.PrincipalId),
                ClusterConnection.WithEntra(cluster, url, entra.CaData, entra.Identity)),
            var other => throw new ArgumentOutOfRangeException(nameof(args), other, "this kind of credential is unknown"),
        };
        // Before the role: no right without its limits.
        var admission = new ArgoCdAdmission($"{name}-admission", new() { Identity = identity }, new() { Parent = this });
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
        }, new() { Parent = this, DependsOn = { admission } });

        RegisterOutputs();
    }

    /// <summary>
    /// Connection of Argo CD to the cluster. Register it after this component: Argo CD marks a cluster that denies all requests as failed.
    /// </summary>
    public ClusterConnection Connection { get; }

    private (SubjectArgs, Input<string>, ClusterConnection) CreateAccount(string name, ArgoCdAccessArgs args)
    {
        const string systemNamespace = "kube-system";
        var account = new ServiceAccountToken(
            $"{name}-account",
            new() { Namespace = systemNamespace, Account = "argocd-manager", Generation = args.Generation },
            new() { Parent = this });
        return (
            new() { Kind = "ServiceAccount", Name = account.Account, Namespace = systemNamespace },
            ArgoCdAdmission.User(account.Account.Apply(known => $"system:serviceaccount:{systemNamespace}:{known}")),
            ClusterConnection.WithToken(args.Cluster.ClusterName, args.Cluster.ApiServerUrl, account.CaData, account.Token));
    }
}
