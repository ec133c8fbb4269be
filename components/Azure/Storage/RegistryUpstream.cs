namespace K8tre.Components.Azure.Storage;

/// <summary>Registry whose images a <see cref="ContainerRegistry"/> caches.</summary>
/// <param name="Host">Host of the registry, like <c>quay.io</c>.</param>
/// <remarks>https://learn.microsoft.com/azure/container-registry/artifact-cache-overview</remarks>
public sealed record RegistryUpstream(string Host)
{
    /// <summary>
    /// Gets the registries of K8TRE's images that need no account. Docker Hub is not among them: Azure caches it only with an account.
    /// </summary>
    /// <remarks>https://github.com/k8tre/k8tre/tree/d9ff2e1</remarks>
    public static IReadOnlyList<RegistryUpstream> ForK8tre { get; } =
        [new("quay.io"), new("ghcr.io"), new("registry.k8s.io"), new("public.ecr.aws"), new("mcr.microsoft.com")];

    /// <summary>Account with which images are pulled. Default: none; the registry needs no account.</summary>
    public RegistryAccount? Account { get; init; }

    /// <summary>Gets the host's name for names of resources.</summary>
    internal string Word => Host.Replace('.', '-');
}

/// <summary>Account of a registry. Its name and password are in a key vault.</summary>
public sealed record RegistryAccount
{
    /// <summary>Id of the key vault.</summary>
    public required Input<string> Vault { get; init; }

    /// <summary>URL of the secret with the account's name.</summary>
    public required Input<string> UserSecret { get; init; }

    /// <summary>URL of the secret with the password or token.</summary>
    public required Input<string> PasswordSecret { get; init; }
}
