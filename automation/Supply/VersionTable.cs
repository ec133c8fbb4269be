using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8tre.Automation.Supply;

/// <summary>The pinned versions: <c>components/versions.json</c>, which is embedded in the command too.</summary>
internal sealed record VersionTable
{
    private static readonly Lazy<VersionTable> Read = new(() =>
    {
        using var file = typeof(VersionTable).Assembly.GetManifestResourceStream("versions.json")!;
        return JsonSerializer.Deserialize(file, VersionTableContext.Default.VersionTable)!;
    });

    /// <summary>The table of the file.</summary>
    public static VersionTable Current => Read.Value;

    /// <summary>Rows of pinned versions.</summary>
    public required IReadOnlyList<VersionRow> Pins { get; init; }

    /// <summary>Versions that work together.</summary>
    public required IReadOnlyList<SupportRow> Support { get; init; }
}

/// <summary>Pinned version of one thing.</summary>
internal sealed record VersionRow
{
    /// <summary>Name of the row.</summary>
    public required string Name { get; init; }

    /// <summary>Kind: <c>release</c>, <c>image</c>, <c>chart</c>, <c>eksAddOn</c>, <c>minor</c>, <c>ruleSet</c>, <c>buildImage</c>,
    /// <c>sdk</c>, <c>npm</c> or <c>action</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Repository of a chart or an image, or URL of the folder of a release. Default: none.</summary>
    public string? Location { get; init; }

    /// <summary>Name of the thing at its vendor. Default: none.</summary>
    public string? Component { get; init; }

    /// <summary>Exact version.</summary>
    public required string Version { get; init; }

    /// <summary>Commit of an action. Default: none.</summary>
    public string? Commit { get; init; }

    /// <summary>URL of the page of releases.</summary>
    public required string Releases { get; init; }

    /// <summary>Newest known version, and the day of this knowledge. Default: not known.</summary>
    public NewestVersion? Newest { get; init; }

    /// <summary>Reason for an older version than the newest known one, or for the lack of this knowledge.</summary>
    public string? WhyNotNewer { get; init; }

    /// <summary>End of support.</summary>
    public required SupportEnd End { get; init; }

    /// <summary>Known checksums.</summary>
    public IReadOnlyList<KnownDigest> Digests
    {
        get;
        // The reader sets what the file does not contain to null.
        init => field = value ?? [];
    } = [];

    /// <summary>Artefacts without a known checksum, and the reason.</summary>
    public string? NoDigest { get; init; }
}

/// <summary>Newest known version.</summary>
/// <param name="Version">The version.</param>
/// <param name="On">Day on which nothing newer was known.</param>
internal sealed record NewestVersion(string Version, DateOnly On);

/// <summary>End of support.</summary>
/// <param name="Date">Last day. Null: none is published.</param>
/// <param name="Source">URL of the page that states it.</param>
/// <param name="Note">Meaning of the date, or the reason why there is none.</param>
internal sealed record SupportEnd(DateOnly? Date = null, string? Source = null, string? Note = null);

/// <summary>Checksum of an artefact.</summary>
/// <param name="Of">Name of the file, or <c>image index</c>.</param>
/// <param name="Sha256">The checksum, 64 hexadecimal digits.</param>
/// <param name="From">Where it is from.</param>
internal sealed record KnownDigest(string Of, string Sha256, string From);

/// <summary>Minor versions of one thing that another thing supports.</summary>
/// <param name="What">The thing with its minor version.</param>
/// <param name="Needs">The other thing.</param>
/// <param name="Oldest">Oldest minor version that it supports.</param>
/// <param name="Source">URL of the page with these versions.</param>
/// <param name="Newest">Newest minor version that it is tested with. Null: none is stated.</param>
/// <param name="Accepted">Minor version above it that is accepted too. Null: none.</param>
/// <param name="WhyAccepted">Reason for it.</param>
/// <param name="Note">Limits of this knowledge.</param>
internal sealed record SupportRow(
    string What,
    string Needs,
    string Oldest,
    string Source,
    string? Newest = null,
    string? Accepted = null,
    string? WhyAccepted = null,
    string? Note = null);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(VersionTable))]
internal sealed partial class VersionTableContext : JsonSerializerContext;
