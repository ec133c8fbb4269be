using System.ComponentModel.DataAnnotations;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.GitOps;

/// <summary>The secrets that K8TRE's applications start with. All are generated, unless the site has its own.</summary>
public sealed record SourceSecretsSettings
{
    /// <summary>Secrets to make anew. Default: none.</summary>
    public IReadOnlyList<RotationSettings> Rotations { get; init; } = [];

    /// <summary>Values that the site has, like the account of a data source. Default: none.</summary>
    public IReadOnlyList<SuppliedSecretSettings> Supplied { get; init; } = [];
}

/// <summary>A secret to make anew.</summary>
public sealed record RotationSettings
{
    /// <summary>Its name.</summary>
    public required string Secret { get; init; }

    /// <summary>Any text that it did not have before. What was never rotated has <c>1</c>.</summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public required string Generation { get; init; }
}

/// <summary>A value that the site has. It stands in the secret <c>k8tre:{environment}-{secret}-{key}</c>.</summary>
public sealed record SuppliedSecretSettings
{
    /// <summary>Name of the secret.</summary>
    public required string Secret { get; init; }

    /// <summary>Key in it.</summary>
    public required string Key { get; init; }

    /// <summary>Key of the stack's configuration that holds the value, without the project's namespace.</summary>
    internal string ConfigKeyOf(EnvironmentSettings environment) =>
        $"{environment.Environment.Label()}-{Secret}-{Key}";
}
