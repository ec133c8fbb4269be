using System.ComponentModel.DataAnnotations;
using K8tre.Components;
using K8tre.Stacks.Settings.Reading;
using K8tre.Stacks.Settings.Supply;

namespace K8tre.Stacks.Settings;

/// <summary>Files in place of downloads.</summary>
/// <remarks>
/// They replace what <c>pulumi up</c> downloads itself. For downloads of K3s and of nodes, see <c>k3s.artefacts</c> and
/// <c>k3s.registries</c>.
/// </remarks>
public sealed record ArtefactSettings
{
    /// <summary>
    /// Definitions of the Gateway API: <c>standard-install.yaml</c> of the pinned release. Default: the file on the page of the release.
    /// </summary>
    public ArtefactFileSettings? GatewayApi { get; init; }

    /// <summary>
    /// Definitions of the Prometheus operator: <c>stripped-down-crds.yaml</c> of the pinned release. Only the environment <c>prd</c> needs
    /// them. Default: the file on the page of the release.
    /// </summary>
    public ArtefactFileSettings? Monitoring { get; init; }

    /// <summary>Archive of the pinned Cilium chart. Default: the chart in the project's repository.</summary>
    public ArtefactFileSettings? Cilium { get; init; }

    /// <summary>Archive of the pinned Argo CD chart. Default: the chart in the project's repository.</summary>
    public ArtefactFileSettings? ArgoCd { get; init; }

    /// <summary>
    /// Archive of the pinned chart of the NFS driver, which <c>k3s.nfsClass</c> needs. Default: the chart in the project's repository.
    /// </summary>
    public ArtefactFileSettings? CsiDriverNfs { get; init; }

    /// <summary>
    /// URL of a Helm repository that has these charts in their pinned versions. Default: the repositories of the projects.
    /// </summary>
    [RegularExpression(Formats.HttpsFolder, ErrorMessage = Formats.HttpsFolderHint)]
    public string? ChartMirror { get; init; }

    /// <summary>
    /// Archives of charts of K8TRE that Argo CD takes instead of downloading the charts, together at most 700 KiB. An archive counts for
    /// its exact version only.
    /// </summary>
    public IReadOnlyList<ArtefactFileSettings> K8treCharts { get; init; } = [];

    /// <summary>Paths of archives of K8TRE's charts, by their names <c>name-version.tgz</c>.</summary>
    internal IReadOnlyDictionary<string, string> K8treChartFiles => K8treCharts.Select(chart => ProjectFiles.Locate(chart.File))
        .ToDictionary(path => $"{ChartArchive.Identity(path)!.Replace(' ', '-')}.tgz");

    /// <summary>Cilium chart and its source.</summary>
    internal HelmChart CiliumChart => From(Versions.Cilium, Cilium);

    /// <summary>Argo CD chart and its source.</summary>
    internal HelmChart ArgoCdChart => From(Versions.ArgoCd, ArgoCd);

    /// <summary>Chart of the NFS driver and its source.</summary>
    internal HelmChart CsiDriverNfsChart => From(Versions.CsiDriverNfs, CsiDriverNfs);

    /// <summary>Path of the Gateway API's definitions. Null: the page of the release.</summary>
    internal string? GatewayApiFile => GatewayApi is { } given ? ProjectFiles.Locate(given.File) : null;

    /// <summary>Path of the Prometheus operator's definitions. Null: the page of the release.</summary>
    internal string? MonitoringFile => Monitoring is { } given ? ProjectFiles.Locate(given.File) : null;

    private HelmChart From(HelmChart pinned, ArtefactFileSettings? given) => pinned with
    {
        Repository = ChartMirror ?? pinned.Repository,
        File = given is null ? null : ProjectFiles.Locate(given.File),
    };
}

/// <summary>File in place of a download.</summary>
public sealed record ArtefactFileSettings
{
    /// <summary>Path relative to <c>Pulumi.yaml</c>. The file has the same path on each machine that runs <c>pulumi up</c>.</summary>
    public required string File { get; init; }

    /// <summary>
    /// SHA-256 of the file, if you changed it on purpose. Default: the one that its project published, if it is known
    /// (docs/reference/versions.md).
    /// </summary>
    [RegularExpression(Formats.Sha256, ErrorMessage = Formats.Sha256Hint)]
    public string? Sha256 { get; init; }
}
