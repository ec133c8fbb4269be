using System.ComponentModel.DataAnnotations;

namespace K8tre.Stacks.Settings;

/// <summary>Who deploys a platform on Azure besides people: pipelines of a repository, or an identity that another stack has made for its own.</summary>
public sealed record AzurePipelineSettings
{
    /// <summary>The repository on GitHub, <c>owner/name</c>.</summary>
    [RegularExpression("^[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}$", ErrorMessage = "write owner/name")]
    public string? Repository { get; init; }

    /// <summary>The environment of that repository in which deployments run: who may start one is said there.</summary>
    [RegularExpression("^[A-Za-z0-9._-]{1,255}$", ErrorMessage = "write the name of an environment of the repository")]
    public string? Environment { get; init; }

    /// <summary>Machines inside the network on which its jobs run, which alone reach private clusters. Default: none, somebody else has some.</summary>
    public RunnerSettings? Runner { get; init; }

    /// <summary>Instead of a repository: object id of an identity made elsewhere, like the output <c>pipelinePrincipalId</c> of the stack that is the hub.</summary>
    [RegularExpression(Forms.Guid, ErrorMessage = Forms.GuidHint)]
    public string? PrincipalId { get; init; }
}
