using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;

namespace K8tre.Automation.Engine.Providers;

/// <summary>Outputs of the provider <c>kubernetes</c>: object names, ServiceAccount tokens and the status of Helm releases.</summary>
internal static class KubernetesOutputs
{
    /// <summary>The types with other outputs than metadata.</summary>
    public static IReadOnlyDictionary<string, Action<SimulatedResource>> Types { get; } = new Dictionary<string, Action<SimulatedResource>>
    {
        ["kubernetes:core/v1:Secret"] = Secret,
        ["kubernetes:helm.sh/v3:Release"] = Release,
    };

    /// <summary>Adds the name of an object, given or automatic, and its UID. Its id is <c>namespace/name</c>.</summary>
    public static void AddMetadata(SimulatedResource resource)
    {
        resource.AddDefault("metadata", Value.ForStruct(new()));
        var given = resource.Outputs.Fields["metadata"];
        if (WireValue.Unwrap(given) is not { KindCase: Value.KindOneofCase.StructValue } plain)
            return;

        var metadata = plain.StructValue.Clone();
        metadata.Fields.TryAdd("name", Value.ForString(resource.Values.PhysicalName(resource.Name)));
        metadata.Fields.TryAdd("uid", Value.ForString(resource.Values.Uuid("uid")));
        resource.Add("metadata", WireValue.IsSecret(given) ? WireValue.Secret(Value.ForStruct(metadata)) : Value.ForStruct(metadata));

        if (KnownText(metadata, "name") is { } name)
            resource.Id = KnownText(metadata, "namespace") is { } parent ? $"{parent}/{name}" : name;
    }

    // The cluster fills the Secret of a ServiceAccount token.
    private static void Secret(SimulatedResource resource)
    {
        AddMetadata(resource);
        if (resource.GetText("type") != "kubernetes.io/service-account-token")
            return;

        resource.Add("data", WireValue.Secret(Value.ForStruct(new()
        {
            Fields =
            {
                ["token"] = Value.ForString(Convert.ToBase64String(resource.Values.Bytes("token", 96))),
                ["ca.crt"] = Value.ForString(Convert.ToBase64String(resource.Values.Bytes("ca.crt", 96))),
            },
        })));
    }

    private static void Release(SimulatedResource resource)
    {
        var name = resource.AddName("name");
        var home = resource.GetText("namespace") ?? "default";
        resource.Id = $"{home}/{name}";
        resource.Add("status", Value.ForStruct(new()
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
