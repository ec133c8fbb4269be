using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8tre.Components.OnPrem;

/// <summary>Where nodes pull images: mirrors of the public registries, and how to sign in. Options: https://docs.k3s.io/installation/private-registry</summary>
public sealed record ImageRegistries
{
    /// <summary>URLs to pull from instead, by registry (<c>docker.io</c>, or <c>*</c> for all). Default: none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Mirrors { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether a registry that has mirrors is asked too when they lack an image. Default: true.</summary>
    public bool FallsBack { get; init; } = true;

    /// <summary>User names and passwords by registry, as JSON: <c>{"registry": {"username": "...", "password": "..."}}</c>. Default: none. Secret.</summary>
    public Input<string>? Credentials { get; init; }

    /// <summary>Whether there is anything to tell the nodes.</summary>
    internal bool IsEmpty => Mirrors.Count == 0 && Credentials is null;

    /// <summary>The file <c>registries.yaml</c>. JSON is YAML.</summary>
    /// <exception cref="RunException">The credentials are of another form; thrown when they are known.</exception>
    internal Output<string> ToFile() => (Credentials ?? "{}").Apply(credentials =>
    {
        var mirrors = new JsonObject();
        foreach (var (registry, urls) in Mirrors.OrderBy(mirror => mirror.Key, StringComparer.Ordinal))
            mirrors[registry] = new JsonObject { ["endpoint"] = JsonSerializer.SerializeToNode(urls) };
        return new JsonObject { ["mirrors"] = mirrors, ["configs"] = Configs(credentials) }.ToJsonString() + "\n";
    });

    private static JsonObject Configs(string credentials)
    {
        var configs = new JsonObject();
        foreach (var (registry, login) in Read(credentials).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            configs[registry] = new JsonObject { ["auth"] = new JsonObject { ["username"] = login.Username, ["password"] = login.Password } };
        return configs;
    }

    // What is wrong is not shown: it is secret.
    private static Dictionary<string, Login> Read(string credentials)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, Login>>(credentials, JsonSerializerOptions.Web)!;
        }
        catch (JsonException)
        {
            throw new RunException(
                "the registries' credentials are not of the form {\"registry\": {\"username\": \"...\", \"password\": \"...\"}}; set them by path: "
                + "pulumi config set --secret --path 'k8tre:registryCredentials[\"registry\"].password'");
        }
    }

    private sealed record Login
    {
        public required string Username { get; init; }

        public required string Password { get; init; }
    }
}
