using System.Text.Json;

namespace K8tre.Components;

/// <summary>Row of <c>components/versions.json</c>, as far as components need it.</summary>
internal sealed record PinnedVersion
{
    private static readonly Dictionary<string, PinnedVersion> Rows = VersionsFile.Read().Pins.ToDictionary(row => row.Name);

    /// <summary>Name of the row, which is the name of its member of <see cref="Versions"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Exact version in the project's own form.</summary>
    public required string Version { get; init; }

    /// <summary>Repository of a chart or an image, or URL of the folder of a release, with <c>{version}</c>.</summary>
    public string? Location { get; init; }

    /// <summary>Name of the chart, the add-on or the image at its vendor.</summary>
    public string? Component { get; init; }

    /// <summary>Known checksums.</summary>
    public IReadOnlyList<PinnedDigest> Digests { get; init; } = [];

    /// <summary>Returns a row.</summary>
    /// <exception cref="KeyNotFoundException">There is no such row.</exception>
    public static PinnedVersion Named(string name) => Rows[name];

    /// <summary>Returns the chart of the row.</summary>
    public HelmChart ToChart() => new(Location!, Component!, Version) { Sha256 = Sha256Of($"{Component}-{Version}.tgz") };

    /// <summary>Returns the image of the row.</summary>
    public ContainerImage ToImage() =>
        new(Location!, Version) { Digest = Sha256Of("image index") is { } sha256 ? $"sha256:{sha256}" : null };

    /// <summary>Returns the add-on of the row.</summary>
    public EksAddOn ToEksAddOn() => new(Component!, Version);

    /// <summary>Returns the release of the row, or another version of it.</summary>
    /// <param name="version">The other version. Default: the pinned one.</param>
    public Release ToRelease(string? version = null)
    {
        var location = Location!.Replace("{version}", Uri.EscapeDataString(version ?? Version), StringComparison.Ordinal);
        return new(new(location), version ?? Version)
        {
            Sha256 = version is null || version == Version ? Digests.ToDictionary(digest => digest.Of, digest => digest.Sha256) : [],
        };
    }

    private string? Sha256Of(string file) => Digests.FirstOrDefault(digest => digest.Of == file)?.Sha256;
}

/// <summary>Checksum of a file or an image.</summary>
/// <param name="Of">Name of the file, or <c>image index</c>.</param>
/// <param name="Sha256">The checksum, 64 hexadecimal digits.</param>
internal sealed record PinnedDigest(string Of, string Sha256);

/// <summary>The file <c>components/versions.json</c>.</summary>
internal sealed record VersionsFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Rows of pinned versions.</summary>
    public required IReadOnlyList<PinnedVersion> Pins { get; init; }

    /// <summary>Versions that work together.</summary>
    public IReadOnlyList<SupportedVersions> Support { get; init; } = [];

    /// <summary>Reads the copy in this assembly.</summary>
    public static VersionsFile Read()
    {
        using var file = typeof(VersionsFile).Assembly.GetManifestResourceStream("versions.json")!;
        return JsonSerializer.Deserialize<VersionsFile>(file, Json)!;
    }
}
