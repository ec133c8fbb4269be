using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace K8tre.Components.GitOps;

/// <summary>Inputs of <see cref="ArgoCdAccess"/>.</summary>
public sealed record ArgoCdAccessArgs
{
    /// <summary>The cluster that Argo CD shall reach from elsewhere.</summary>
    public required ICluster Cluster { get; init; }

    /// <summary>Generation of the token, a DNS label. Another one replaces it.</summary>
    public required string Generation { get; init; }

    /// <summary>API groups that Argo CD may write besides those of K8TRE. Default: none.</summary>
    public IReadOnlyCollection<string> ApiGroups { get; init; } = [];
}

/// <summary>What lets an Argo CD that runs elsewhere install K8TRE in a cluster: an account, its rights and its token.</summary>
/// <remarks>What it may do, and why: docs/guides/gitops.md</remarks>
public sealed class ArgoCdAccess : ComponentResource
{
    /// <summary>Gives access to the cluster of the inherited provider.</summary>
    /// <exception cref="NotSupportedException">The cluster takes a credential of another kind.</exception>
    public ArgoCdAccess(string name, ArgoCdAccessArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:ArgoCdAccess", name, options)
    {
        if (args.Cluster.ArgoCredential is not ArgoCredential.ServiceAccountToken)
            throw new NotSupportedException($"no access is known for {args.Cluster.ArgoCredential.GetType().Name}");

        var inside = new CustomResourceOptions { Parent = this };
        const string home = "kube-system";
        var account = new ServiceAccountToken(
            $"{name}-account", new() { Namespace = home, Account = "argocd-manager", Generation = args.Generation }, new() { Parent = this });
        var role = new ClusterRole(name, new ClusterRoleArgs
        {
            Metadata = new ObjectMetaArgs { Name = "argocd-manager" },
            Rules = ArgoCdRight.For(args.ApiGroups).Select(right => right.ToPolicyRule()).ToArray(),
        }, inside);
        var binding = new ClusterRoleBinding($"{name}-binding", new ClusterRoleBindingArgs
        {
            Metadata = new ObjectMetaArgs { Name = "argocd-manager" },
            RoleRef = new RoleRefArgs
            {
                ApiGroup = "rbac.authorization.k8s.io",
                Kind = "ClusterRole",
                Name = role.Metadata.Apply(metadata => metadata.Name),
            },
            Subjects = new SubjectArgs { Kind = "ServiceAccount", Name = account.Account, Namespace = home },
        }, inside);

        // Only once the account may do its work: Argo CD marks a cluster that forbids everything as failed.
        var token = Output.Tuple(binding.Id, account.Token).Apply(ready => ready.Item2);
        Connection = ClusterConnection.WithToken(args.Cluster.ClusterName, args.Cluster.ApiServerUrl, account.CaData, token);

        RegisterOutputs();
    }

    /// <summary>How Argo CD reaches the cluster.</summary>
    public ClusterConnection Connection { get; }
}
