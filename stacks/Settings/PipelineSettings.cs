using System.ComponentModel.DataAnnotations;

namespace K8tre.Stacks.Settings;

/// <summary>Pipelines that deploy a platform: whoever runs as one of them signs in to the vendor without a secret.</summary>
public sealed record PipelineSettings
{
    /// <summary>The repository on GitHub, <c>owner/name</c>.</summary>
    [RegularExpression("^[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}$", ErrorMessage = "write owner/name")]
    public required string Repository { get; init; }

    /// <summary>The environment of that repository in which deployments run: who may start one is said there.</summary>
    [RegularExpression("^[A-Za-z0-9._-]{1,255}$", ErrorMessage = "write the name of an environment of the repository")]
    public required string Environment { get; init; }
}
