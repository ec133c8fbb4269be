using System.ComponentModel.DataAnnotations;

namespace K8tre.Stacks.Settings;

/// <summary>The repository that drives what runs in the clusters.</summary>
public sealed record GitOpsSettings
{
    /// <summary>Git repository that holds K8TRE, HTTPS or SSH.</summary>
    [RegularExpression(Forms.GitUrl, ErrorMessage = Forms.GitUrlHint)]
    public required string RepoUrl { get; init; }

    /// <summary>Branch, tag or commit. A commit makes a deployment repeatable.</summary>
    [RegularExpression(Forms.GitRevision, ErrorMessage = Forms.GitRevisionHint)]
    public required string TargetRevision { get; init; }
}
