using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Storage;

/// <summary>Inputs of <see cref="EcrRegistry"/>.</summary>
public sealed record EcrRegistryArgs
{
    /// <summary>Where it goes.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>What names of its repositories begin with: 2 to 18 lower-case letters, digits and dashes.</summary>
    /// <exception cref="ArgumentException">It is longer or shorter: ECR takes 30 characters with the registry's folder.</exception>
    public required string Prefix
    {
        get;
        init => field = value.Length is >= 2 and <= 18 ? value : throw new ArgumentException($"\"{value}\" has {value.Length} characters; supply 2 to 18", nameof(Prefix));
    }

    /// <summary>ARN of the key that encrypts images.</summary>
    public required Input<string> Key { get; init; }

    /// <summary>ARNs of the roles of nodes, which may have an image copied that is not there yet, one at least.</summary>
    public required IReadOnlyList<Input<string>> Pullers { get; init; }

    /// <summary>An account at Docker Hub. Default: none, its images are not kept.</summary>
    public RegistryAccount? DockerHub { get; init; }

    /// <summary>An account at GitHub's registry. Default: none, its images are not kept.</summary>
    public RegistryAccount? GitHub { get; init; }

    /// <summary>Names of repositories for images of one's own, below the prefix. Default: none.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>Whether Amazon Inspector looks at images for as long as they are there, which costs, and not only when they arrive. Default: false.</summary>
    public bool IsScannedContinuously { get; init; }

    /// <summary>Host of the account's registry in the region.</summary>
    internal string Host => $"{Scope.AccountId}.dkr.ecr.{Scope.Region}.{Scope.DnsSuffix}";

    /// <summary>The registries whose images are kept, each with the account there.</summary>
    internal IEnumerable<(RegistryUpstream Registry, RegistryAccount? Login)> Upstreams() =>
        RegistryUpstream.Open.Select(registry => (registry, (RegistryAccount?)null))
            .Concat(DockerHub is null ? [] : [(RegistryUpstream.DockerHub, DockerHub)])
            .Concat(GitHub is null ? [] : [(RegistryUpstream.GitHub, GitHub)]);
}
