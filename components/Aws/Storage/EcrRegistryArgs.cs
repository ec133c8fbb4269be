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
    internal string Host => HostOf(Scope);

    /// <summary>Returns the caches of a platform as mirrors of their registries.</summary>
    /// <param name="scope">Account and region.</param>
    /// <param name="prefix">Prefix of the repositories' names.</param>
    /// <param name="withAccount">Host names of registries for which there is an account.</param>
    public static ImageMirrors Mirrors(AwsScope scope, string prefix, IReadOnlyCollection<string> withAccount)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var registries = RegistryUpstream.Open
            .Concat(RegistryUpstream.WithAccount.Where(registry => withAccount.Contains(registry.Host)));
        return new()
        {
            Addresses = registries.ToDictionary(registry => registry.Host, registry => $"{HostOf(scope)}/{prefix}/{registry.Folder}"),
        };
    }

    private static string HostOf(AwsScope scope) => $"{scope.AccountId}.dkr.ecr.{scope.Region}.{scope.DnsSuffix}";

    /// <summary>Returns the prefix of the repositories of a cache.</summary>
    internal string FolderOf(RegistryUpstream registry) => $"{Prefix}/{registry.Folder}";

    /// <summary>Returns the public registries that have a cache, each with the account there.</summary>
    internal IEnumerable<(RegistryUpstream Registry, RegistryAccount? Login)> Upstreams() =>
        RegistryUpstream.Open.Select(registry => (registry, (RegistryAccount?)null))
            .Concat(DockerHub is null ? [] : [(RegistryUpstream.DockerHub, DockerHub)])
            .Concat(GitHub is null ? [] : [(RegistryUpstream.GitHub, GitHub)]);
}
