using System.Text.RegularExpressions;

namespace K8tre.Components;

/// <summary>Mirrors of public image registries, from which the nodes of a cluster pull instead.</summary>
public sealed partial record ImageMirrors
{
    private const string DockerHub = "docker.io";

    // Other names of the same registry.
    private static readonly Dictionary<string, string> Aliases = new()
    {
        ["index.docker.io"] = DockerHub,
        ["registry-1.docker.io"] = DockerHub,
        ["ecr-public.aws.com"] = "public.ecr.aws",
    };

    /// <summary>No mirrors: nodes pull from the registries that the images name.</summary>
    public static ImageMirrors None { get; } = new();

    /// <summary>
    /// Address of the mirror, <c>host[:port][/path]</c>, by the host of the registry in names of images, such as <c>docker.io</c>.
    /// Default: none.
    /// </summary>
    /// <exception cref="ArgumentException">A host or an address has another form.</exception>
    public IReadOnlyDictionary<string, string> Addresses
    {
        get;
        init => field = value.All(pair => Host().IsMatch(pair.Key) && Address().IsMatch(pair.Value))
            ? value
            : throw new ArgumentException(
                $"\"{string.Join(' ', value.Select(pair => $"{pair.Key}={pair.Value}"))}\" contains no host or no address of a mirror",
                nameof(Addresses));
    } = new Dictionary<string, string>();

    /// <summary>Indicates that there are mirrors.</summary>
    public bool Any => Addresses.Count > 0;

    /// <summary>Returns the mirrors by each name of their registries, in a stable order.</summary>
    internal IEnumerable<KeyValuePair<string, string>> ByName => Addresses
        .Concat(Aliases.Where(alias => Addresses.ContainsKey(alias.Value))
            .Select(alias => KeyValuePair.Create(alias.Key, Addresses[alias.Value])))
        .DistinctBy(pair => pair.Key)
        .OrderBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Returns true if a registry has a mirror.</summary>
    /// <param name="registry">Host of the registry.</param>
    public bool Covers(string registry) => Addresses.ContainsKey(Aliases.GetValueOrDefault(registry, registry));

    /// <summary>Returns the reference of an image at its mirror. Without a mirror, the reference is unchanged.</summary>
    /// <param name="image">Reference as Kubernetes accepts it: <c>nginx</c>, <c>quay.io/owner/name:tag@sha256:...</c>.</param>
    public string Mirrored(string image)
    {
        var (registry, path) = Split(image);
        if (!Addresses.TryGetValue(registry, out var mirror))
            return image;
        var digest = path.IndexOf('@', StringComparison.Ordinal);
        if (digest < 0 || !NeedsTag(mirror))
            return $"{mirror}/{path}";
        return path[..digest].Contains(':', StringComparison.Ordinal) ? $"{mirror}/{path[..digest]}" : image;
    }

    /// <summary>
    /// Returns true if the mirror of a registry refers nodes to the registry's own storage for layers that it does not have yet. ECR does.
    /// </summary>
    /// <param name="registry">Host of the registry.</param>
    /// <remarks>https://github.com/aws/containers-roadmap/issues/2304</remarks>
    public bool RefersToLayers(string registry) =>
        Addresses.TryGetValue(Aliases.GetValueOrDefault(registry, registry), out var mirror) && IsEcr(mirror);

    /// <summary>
    /// Returns true if a mirror finds a new image only by its tag, as ECR does. A digest beside the tag is left out, and an image with a
    /// digest alone is not mirrored.
    /// </summary>
    /// <remarks>https://github.com/aws/containers-roadmap/issues/2837</remarks>
    internal static bool NeedsTag(string address) => IsEcr(address);

    /// <summary>Returns true if a text is the address of a mirror, <c>host[:port][/path]</c>.</summary>
    public static bool IsAddress(string text) => Address().IsMatch(text);

    /// <summary>Returns true if a text is the host of a registry, <c>host[:port]</c>.</summary>
    public static bool IsRegistry(string text) => Host().IsMatch(text);

    /// <summary>Returns an image at its mirror. The digest is left out where the mirror needs the tag.</summary>
    public ContainerImage Mirrored(ContainerImage image)
    {
        var repository = Mirrored(image.Repository);
        return image with { Repository = repository, Digest = NeedsTag(repository) ? null : image.Digest };
    }

    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
    private static bool IsEcr(string address) => address.Contains(".dkr.ecr.", StringComparison.Ordinal);

    // https://github.com/distribution/reference/blob/main/normalize.go
    private static (string Registry, string Path) Split(string image)
    {
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : image[..slash];
        var isHost = first == "localhost" || first.AsSpan().IndexOfAny('.', ':') >= 0;
        var registry = isHost ? Aliases.GetValueOrDefault(first, first) : DockerHub;
        var path = isHost ? image[(slash + 1)..] : image;
        return (registry, registry == DockerHub && !path.Contains('/', StringComparison.Ordinal) ? $"library/{path}" : path);
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]*(:[0-9]+)?\z")]
    private static partial Regex Host();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]*(:[0-9]+)?(/[a-z0-9._-]+)*\z")]
    private static partial Regex Address();
}
