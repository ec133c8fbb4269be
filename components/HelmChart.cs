using Pulumi.Kubernetes.Types.Inputs.Helm.V3;

namespace K8tre.Components;

/// <summary>Helm chart of one version.</summary>
/// <param name="Repository">URL of the chart repository.</param>
/// <param name="Name">Name of the chart in the repository.</param>
/// <param name="Version">Exact version of the chart, SemVer.</param>
public sealed record HelmChart(string Repository, string Name, string Version)
{
    /// <summary>The sha256 of the chart's archive, as its project publishes it. Default: none; no record is known.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Path of an archive of the chart to use instead of the repository. Default: none.</summary>
    public string? File { get; init; }

    /// <summary>Chart of a release: the archive, or the chart's name in the repository.</summary>
    internal string Location => File ?? Name;

    /// <summary>Repository of a release. Null: the chart is an archive.</summary>
    internal Input<RepositoryOptsArgs>? RepositoryOptions =>
        File is null ? (Input<RepositoryOptsArgs>)new RepositoryOptsArgs { Repo = Repository } : null;
}
