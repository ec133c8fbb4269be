namespace K8tre.Components.Azure.Storage;

/// <summary>A registry whose images an <see cref="ContainerRegistry"/> passes on, and keeps.</summary>
/// <param name="Host">Its host, like <c>quay.io</c>.</param>
/// <remarks>https://learn.microsoft.com/azure/container-registry/artifact-cache-overview</remarks>
public sealed record RegistryUpstream(string Host)
{
    /// <summary>
    /// Registries of the images that K8TRE's charts name and that answer without an account. Docker Hub is not among them: it is passed on with an
    /// account only.
    /// </summary>
    /// <remarks>https://github.com/k8tre/k8tre/tree/d9ff2e1</remarks>
    public static IReadOnlyList<RegistryUpstream> ForK8tre { get; } = [new("quay.io"), new("ghcr.io"), new("registry.k8s.io"), new("mcr.microsoft.com")];

    /// <summary>The account with which its images are pulled. Default: none, whoever asks gets them.</summary>
    public RegistryAccount? Account { get; init; }

    /// <summary>What stands for the host in names of resources.</summary>
    internal string Word => Host.Replace('.', '-');
}

/// <summary>An account at a registry, of which the vault alone knows name and password.</summary>
public sealed record RegistryAccount
{
    /// <summary>Id of the vault.</summary>
    public required Input<string> Vault { get; init; }

    /// <summary>URL of the secret with the account's name.</summary>
    public required Input<string> UserSecret { get; init; }

    /// <summary>URL of the secret with its password or token.</summary>
    public required Input<string> PasswordSecret { get; init; }
}
