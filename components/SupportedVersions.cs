namespace K8tre.Components;

/// <summary>Versions of one thing that another thing supports, as its project says: a row of <c>support</c> in versions.json.</summary>
public sealed record SupportedVersions
{
    /// <summary>The thing with its minor version, <c>Argo CD 3.4</c>.</summary>
    public required string What { get; init; }

    /// <summary>The other thing: <c>Kubernetes</c> or <c>Gateway API</c>.</summary>
    public required string Needs { get; init; }

    /// <summary>Oldest minor version that it supports, <c>1.32</c>.</summary>
    public required string Oldest { get; init; }

    /// <summary>Newest minor version that it is tested with. Default: its project states none.</summary>
    public string? Newest { get; init; }

    /// <summary>Minor version above <see cref="Newest"/> that is accepted too. Default: none.</summary>
    public string? Accepted { get; init; }

    /// <summary>Reason for <see cref="Accepted"/>.</summary>
    public string? WhyAccepted { get; init; }

    /// <summary>Vendors whose clusters contain the thing: <c>k3s</c>, <c>azure</c>, <c>aws</c>. Default: all.</summary>
    public IReadOnlyList<string>? Vendors { get; init; }

    /// <summary>URL of the page with these versions.</summary>
    public required string Source { get; init; }

    /// <summary>Rows of the file.</summary>
    public static IReadOnlyList<SupportedVersions> All { get; } = VersionsFile.Read().Support;

    /// <summary>Newest minor version that is allowed. Null: any.</summary>
    public string? Last => Accepted ?? Newest;

    /// <summary>Returns true if a version is allowed. Only its first two numbers count.</summary>
    /// <param name="version">A version like <c>1.35</c>, <c>1.35.8</c> or <c>v1.35.8+k3s1</c>.</param>
    /// <exception cref="FormatException">The text has no two numbers.</exception>
    public bool Allows(string version)
    {
        var minor = Minor(version);
        return minor >= Minor(Oldest) && (Last is null || minor <= Minor(Last));
    }

    private static Version Minor(string version)
    {
        var numbers = version.TrimStart('v').Split('.', '+');
        return numbers.Length >= 2 ? Version.Parse($"{numbers[0]}.{numbers[1]}") : throw new FormatException($"'{version}' has no minor");
    }
}
