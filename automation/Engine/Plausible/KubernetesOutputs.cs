using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;

namespace K8tre.Automation.Engine.Plausible;

/// <summary>Outputs of the provider <c>kubernetes</c>: names, the token of a ServiceAccount, and the status of a release.</summary>
internal static class KubernetesOutputs
{
    /// <summary>The types that are answered in a way of their own; every other one is an <see cref="Object"/>.</summary>
    public static IReadOnlyDictionary<string, Action<PlausibleResource>> Table { get; } = new Dictionary<string, Action<PlausibleResource>>
    {
        ["kubernetes:core/v1:Secret"] = Secret,
        ["kubernetes:helm.sh/v3:Release"] = Release,
    };

    /// <summary>An object of the API server: named as given, or as automatic naming does; its id is <c>namespace/name</c>.</summary>
    public static void Object(PlausibleResource resource)
    {
        resource.Default("metadata", Value.ForStruct(new()));
        var marked = resource.Outputs.Fields["metadata"];
        if (WireValue.Unwrap(marked) is not { KindCase: Value.KindOneofCase.StructValue } plain)
            return;

        var metadata = plain.StructValue.Clone();
        metadata.Fields.TryAdd("name", Value.ForString(resource.AutomaticName));
        resource.Set("metadata", WireValue.IsSecret(marked) ? WireValue.Secret(Value.ForStruct(metadata)) : Value.ForStruct(metadata));

        resource.Id = KnownText(metadata, "name") is not { } name ? resource.Id
            : KnownText(metadata, "namespace") is { } home ? $"{home}/{name}"
            : name;
    }

    // A cluster fills in the Secret of a ServiceAccount's token.
    private static void Secret(PlausibleResource resource)
    {
        Object(resource);
        if (resource.Text("type") != "kubernetes.io/service-account-token")
            return;

        resource.Set("data", WireValue.Secret(Value.ForStruct(new()
        {
            Fields =
            {
                ["token"] = Value.ForString(Convert.ToBase64String(resource.Seed.Bytes("token", 96))),
                ["ca.crt"] = Value.ForString(Convert.ToBase64String(resource.Seed.Bytes("ca.crt", 96))),
            },
        })));
    }

    private static void Release(PlausibleResource resource)
    {
        resource.Default("name", Value.ForString(resource.AutomaticName));
        var name = resource.Text("name") ?? resource.AutomaticName;
        var home = resource.Text("namespace") ?? "default";
        resource.Id = $"{home}/{name}";
        resource.Set("status", Value.ForStruct(new()
        {
            Fields =
            {
                ["name"] = Value.ForString(name),
                ["namespace"] = Value.ForString(home),
                ["revision"] = Value.ForNumber(1),
                ["status"] = Value.ForString("deployed"),
            },
        }));
    }

    private static string? KnownText(Struct properties, string key)
        => properties.Fields.TryGetValue(key, out var value)
            && WireValue.Unwrap(value) is { KindCase: Value.KindOneofCase.StringValue } text
            && !WireValue.IsUnknown(text)
            ? text.StringValue
            : null;
}
