using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Inputs of <see cref="GitRepository"/>.</summary>
public sealed record GitRepositoryArgs
{
    /// <summary>Argo CD's namespace.</summary>
    public required Input<string> Namespace { get; init; }

    /// <summary>URL of the repository, as in the Applications.</summary>
    public required string Url { get; init; }

    /// <summary>Credential of Argo CD.</summary>
    public required RepositoryCredential Credential { get; init; }

    /// <summary>Resources that must exist first, such as Argo CD. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>Secret with which Argo CD reads a private repository. A public repository needs none.</summary>
public sealed class GitRepository : ComponentResource
{
    /// <summary>Creates the Secret for the Argo CD of the inherited provider.</summary>
    public GitRepository(string name, GitRepositoryArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:GitRepository", name, options)
    {
        _ = new Secret(name, new SecretArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = "repository-k8tre",
                Namespace = args.Namespace,
                Labels = { ["argocd.argoproj.io/secret-type"] = "repository" },
            },
            Type = "Opaque",
            // Assigned as a whole: entries that are added to the property's map do not become secret.
            StringData = new InputMap<string> { { "type", "git" }, { "url", args.Url }, args.Credential.Entries() },
        }, new() { Parent = this, DependsOn = [.. args.DependsOn] });

        RegisterOutputs();
    }
}
