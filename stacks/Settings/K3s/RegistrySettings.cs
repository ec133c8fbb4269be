using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>Registries that nodes pull images from.</summary>
public sealed record RegistrySettings
{
    /// <summary>Mirrors of registries.</summary>
    public IReadOnlyList<RegistryMirrorSettings> Mirrors { get; init; } = [];

    /// <summary>Pulls images that the mirrors lack from the registry itself.</summary>
    public bool FallBack { get; init; } = true;

    /// <summary>
    /// Nodes offer the images that they have to one another, on port 5001. Each node must be as trusted as all others. A registry is asked
    /// only for images that no node has.
    /// </summary>
    public bool Embedded { get; init; }

    /// <summary>
    /// Registry of K3s' own images, like <c>registry.example.org</c>. It has them under their names on Docker Hub. Default: Docker Hub, or
    /// its mirror.
    /// </summary>
    [RegularExpression(Formats.RegistryHost, ErrorMessage = Formats.RegistryHostHint)]
    public string? SystemRegistry { get; init; }

    /// <summary>Signs nodes in to registries, with the credentials in <c>k8tre:registryCredentials</c>.</summary>
    public bool SignIn { get; init; }
}

/// <summary>Mirrors of a registry.</summary>
public sealed record RegistryMirrorSettings
{
    /// <summary>Registry, like <c>docker.io</c>, or <c>*</c> for all.</summary>
    [RegularExpression(Formats.Registry, ErrorMessage = Formats.RegistryHint)]
    public required string Registry { get; init; }

    /// <summary>URLs of the mirrors, in the order in which nodes try them.</summary>
    [MinLength(1, ErrorMessage = "add the URL of a mirror")]
    public required IReadOnlyList<string> Endpoints { get; init; }
}
