using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8tre.Components.OnPrem;

/// <summary>Registries that nodes pull images from: mirrors of the public registries, and their credentials.</summary>
/// <remarks>Options: https://docs.k3s.io/installation/private-registry</remarks>
public sealed record ImageRegistries
{
    /// <summary>URLs of mirrors by registry (<c>docker.io</c>, or <c>*</c> for all). Default: none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Mirrors { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>True if nodes pull from the registry itself when its mirrors do not have an image. Default: true.</summary>
    public bool FallsBack { get; init; } = true;

    /// <summary>
    /// User names and passwords by registry, as JSON: <c>{"registry": {"username": "...", "password": "..."}}</c>. Default: none. Secret.
    /// </summary>
    public Input<string>? Credentials { get; init; }

    /// <summary>
    /// Indicates that nodes offer their images to one another, on port 5001. All nodes must be trusted equally. Default: false.
    /// </summary>
    /// <remarks>https://docs.k3s.io/installation/registry-mirror</remarks>
    public bool IsEmbedded { get; init; }

    /// <summary>Registry of K3s' own images, <c>host[:port]</c>, instead of Docker Hub. Default: none.</summary>
    public string? SystemRegistry { get; init; }

    /// <summary>Indicates that nodes need no <c>registries.yaml</c>.</summary>
    internal bool IsEmpty => Mirrors.Count == 0 && Credentials is null && !IsEmbedded;

    /// <summary>Returns the file <c>registries.yaml</c>, as JSON, which is valid YAML.</summary>
    /// <exception cref="RunException">The credentials have another form. Thrown when their value is known.</exception>
    internal Output<string> ToFile() => (Credentials ?? "{}").Apply(credentials =>
    {
        var mirrors = new JsonObject();
        foreach (var (registry, urls) in Mirrors.OrderBy(mirror => mirror.Key, StringComparer.Ordinal))
            mirrors[registry] = new JsonObject { ["endpoint"] = JsonSerializer.SerializeToNode(urls) };
        // Nodes offer images of the listed registries only.
        if (IsEmbedded && !mirrors.ContainsKey("*"))
            mirrors["*"] = new JsonObject();
        return new JsonObject { ["mirrors"] = mirrors, ["configs"] = Configs(credentials) }.ToJsonString() + "\n";
    });

    private static JsonObject Configs(string credentials)
    {
        var configs = new JsonObject();
        foreach (var (registry, login) in RegistryCredentials.Read(credentials).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            configs[registry] = new JsonObject
            {
                ["auth"] = new JsonObject { ["username"] = login.Username, ["password"] = login.Password },
            };
        }
        return configs;
    }
}
