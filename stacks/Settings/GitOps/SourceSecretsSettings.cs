using System.ComponentModel.DataAnnotations;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.GitOps;

/// <summary>Initial secrets of the K8TRE applications.</summary>
/// <remarks>All of them are generated, unless you supply your own.</remarks>
public sealed record SourceSecretsSettings
{
    /// <summary>Secrets to generate again.</summary>
    public IReadOnlyList<RotationSettings> Rotations { get; init; } = [];

    /// <summary>Values that you supply, like the account of a data source.</summary>
    public IReadOnlyList<SuppliedSecretSettings> Supplied { get; init; } = [];
}

/// <summary>Secret to generate again.</summary>
public sealed record RotationSettings
{
    /// <summary>Name of the secret.</summary>
    public required string Secret { get; init; }

    /// <summary>Text that the secret did not have before. A secret that was never rotated has <c>1</c>.</summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public required string Generation { get; init; }
}

/// <summary>Value of a secret that you supply.</summary>
/// <remarks>The value is the secret <c>k8tre:{environment}-{secret}-{key}</c> of the stack's configuration.</remarks>
public sealed record SuppliedSecretSettings
{
    /// <summary>Name of the secret.</summary>
    public required string Secret { get; init; }

    /// <summary>Key in the secret.</summary>
    public required string Key { get; init; }

    /// <summary>Returns the key of the stack's configuration that holds the value, without the project's namespace.</summary>
    internal string ConfigKeyFor(TreEnvironment environment) => $"{environment.Label()}-{Secret}-{Key}";
}
