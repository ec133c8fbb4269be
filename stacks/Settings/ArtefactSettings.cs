using System.ComponentModel.DataAnnotations;
using K8tre.Components;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>What takes the place of the addresses on the internet that <c>pulumi up</c> reads itself. What K3s and the nodes read has settings of its own.</summary>
public sealed record ArtefactSettings
{
    /// <summary>The Gateway API's definitions: the <c>standard-install.yaml</c> of the pinned release. Default: it is read from the release's own page.</summary>
    public ArtefactFileSettings? GatewayApi { get; init; }

    /// <summary>The archive of the pinned chart of Cilium. Default: it is read from a repository.</summary>
    public ArtefactFileSettings? Cilium { get; init; }

    /// <summary>The archive of the pinned chart of Argo CD. Default: it is read from a repository.</summary>
    public ArtefactFileSettings? ArgoCd { get; init; }

    /// <summary>URL of a Helm repository that has both charts at their pinned versions. Default: each project's own repository.</summary>
    [RegularExpression(Formats.HttpsFolder, ErrorMessage = Formats.HttpsFolderHint)]
    public string? ChartMirror { get; init; }

    /// <summary>Cilium's chart, from where it is to come.</summary>
    internal HelmChart CiliumChart => From(Versions.Cilium, Cilium);

    /// <summary>Argo CD's chart, from where it is to come.</summary>
    internal HelmChart ArgoCdChart => From(Versions.ArgoCd, ArgoCd);

    /// <summary>Path of the Gateway API's definitions. Null: the release's own page.</summary>
    internal string? GatewayApiFile => GatewayApi is { } given ? ProjectFiles.Locate(given.File) : null;

    private HelmChart From(HelmChart pinned, ArtefactFileSettings? given) => pinned with
    {
        Repository = ChartMirror ?? pinned.Repository,
        File = given is null ? null : ProjectFiles.Locate(given.File),
    };
}

/// <summary>A file that takes the place of a download.</summary>
public sealed record ArtefactFileSettings
{
    /// <summary>Its path, as seen from <c>Pulumi.yaml</c>. It is the same on every machine that runs <c>pulumi up</c>.</summary>
    public required string File { get; init; }

    /// <summary>Its sha256. Default: it is not checked, only that the file says to be the pinned version.</summary>
    [RegularExpression(Formats.Sha256, ErrorMessage = Formats.Sha256Hint)]
    public string? Sha256 { get; init; }
}
