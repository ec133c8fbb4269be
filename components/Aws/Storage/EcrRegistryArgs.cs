using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Storage;

/// <summary>Inputs of <see cref="EcrRegistry"/>.</summary>
public sealed record EcrRegistryArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Prefix of the repositories' names: 2 to 18 lower-case letters, digits and dashes.</summary>
    /// <exception cref="ArgumentException">
    /// The prefix is longer or shorter. ECR accepts 30 characters including the folder of a registry.
    /// </exception>
    public required string Prefix
    {
        get;
        init => field = value.Length is >= 2 and <= 18
            ? value
            : throw new ArgumentException($"\"{value}\" has {value.Length} characters; supply 2 to 18", nameof(Prefix));
    }

    /// <summary>ARN of the KMS key that encrypts images.</summary>
    public required Input<string> Key { get; init; }

    /// <summary>ARNs of the roles of nodes, which may import images into the caches, at least one.</summary>
    public required IReadOnlyList<Input<string>> Pullers { get; init; }

    /// <summary>Account at Docker Hub. Default: none; there is no cache for it.</summary>
    public RegistryAccount? DockerHub { get; init; }

    /// <summary>Account at the GitHub container registry. Default: none; there is no cache for it.</summary>
    public RegistryAccount? GitHub { get; init; }

    /// <summary>Names of repositories for the organisation's own images, below the prefix. Default: none.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>
    /// Indicates that Amazon Inspector scans images continuously, at a price, and not only when they are pushed. Default: false.
    /// </summary>
    public bool IsScannedContinuously { get; init; }

    /// <summary>Host name of the account's registry in the region.</summary>
    internal string Host => $"{Scope.AccountId}.dkr.ecr.{Scope.Region}.{Scope.DnsSuffix}";

    /// <summary>Returns the addresses of the caches, by the host name of the public registry.</summary>
    internal Dictionary<string, string> CacheAddresses() =>
        Upstreams().ToDictionary(upstream => upstream.Registry.Host, upstream => $"{Host}/{FolderOf(upstream.Registry)}");

    /// <summary>Returns the prefix of the repositories of a cache.</summary>
    internal string FolderOf(RegistryUpstream registry) => $"{Prefix}/{registry.Folder}";

    /// <summary>Returns the public registries that have a cache, each with the account there.</summary>
    internal IEnumerable<(RegistryUpstream Registry, RegistryAccount? Login)> Upstreams() =>
        RegistryUpstream.Open.Select(registry => (registry, (RegistryAccount?)null))
            .Concat(DockerHub is null ? [] : [(RegistryUpstream.DockerHub, DockerHub)])
            .Concat(GitHub is null ? [] : [(RegistryUpstream.GitHub, GitHub)]);
}
