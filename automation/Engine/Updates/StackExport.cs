using System.Text.Json.Nodes;
using K8tre.Automation.Engine.Properties;
using K8tre.PlanModel;

namespace K8tre.Automation.Engine.Updates;

/// <summary>Reads the output of <c>pulumi stack export</c>, version 3.</summary>
/// <remarks>
/// The inputs of a state are those of the program and those that the provider added. Only the former are compared. Source:
/// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go
/// </remarks>
internal static class StackExport
{
    // Properties of the engine and of bridged providers. The last one names the inputs that have a default of the provider.
    private const string InternalPrefix = "__";
    private const string Defaults = "__defaults";

    // The engine writes the version of a provider, an option of the program, among its inputs.
    private static readonly string[] ProviderOptions = ["version", "pluginDownloadURL"];

    // Kubernetes objects without a given name have this annotation.
    private const string AutoNamed = "pulumi.com/autonamed";

    /// <summary>Returns true if a text has the form of an export.</summary>
    public static bool IsExport(JsonObject json) => json["deployment"] is JsonObject;

    /// <summary>Returns the resources, without those that wait for their deletion.</summary>
    public static IReadOnlyList<PlanResource> Resources(JsonObject json)
        => json["deployment"]!["resources"] is JsonArray resources
            ? [.. resources.OfType<JsonObject>().Where(resource => (bool?)resource["delete"] is not true).Select(Read)]
            : [];

    private static PlanResource Read(JsonObject state)
    {
        var urn = (string)state["urn"]!;
        var custom = (bool?)state["custom"] ?? false;
        var type = (string)state["type"]!;
        var isExplicitProvider = type.StartsWith(DefaultProviders.TypePrefix, StringComparison.Ordinal) && !DefaultProviders.IsDefault(urn);
        var given = state["propertyDependencies"] as JsonObject;
        return new()
        {
            Urn = urn,
            Type = type,
            Name = urn.Split("::", 4)[^1],
            Custom = custom,
            Read = (bool?)state["external"] ?? false,
            Implicit = DefaultProviders.IsDefault(urn),
            Parent = (string?)state["parent"],
            Provider = ProviderReference.ToUrn((string?)state["provider"] ?? ""),
            Id = (string?)state["id"] ?? (custom ? "" : null),
            Inputs = Object(
                state["inputs"],
                key => (given is not { Count: > 0 } || given.ContainsKey(key)) && !(isExplicitProvider && ProviderOptions.Contains(key))),
            Outputs = Object(state["outputs"], _ => true),
            Secrets = [],
            Dependencies = [],
            PropertyDependencies = new Dictionary<string, IReadOnlyList<string>>(),
            Options = new()
            {
                Protect = (bool?)state["protect"] ?? false,
                RetainOnDelete = (bool?)state["retainOnDelete"] ?? false,
            },
        };
    }

    private static JsonObject Object(JsonNode? properties, Func<string, bool> isGiven)
    {
        var from = properties as JsonObject ?? [];
        var defaults = (from[Defaults] as JsonArray ?? []).Select(name => (string?)name).ToHashSet();
        return new(from
            .Where(property => !property.Key.StartsWith(InternalPrefix, StringComparison.Ordinal)
                && !defaults.Contains(property.Key) && isGiven(property.Key))
            .Select(property => KeyValuePair.Create(property.Key, Node(property.Value))));
    }

    private static JsonNode? Node(JsonNode? value) => value switch
    {
        JsonObject map => (string?)map[Signatures.Key] switch
        {
            Signatures.Secret => MaskedValue.Secret,
            Signatures.Asset => new JsonObject { ["asset"] = Content(map) },
            Signatures.Archive => new JsonObject { ["archive"] = Content(map) },
            Signatures.ResourceReference => (string?)map["id"] ?? (string?)map["urn"],
            Signatures.OutputValue => Node(map["value"]),
            _ => WithoutAutomaticName(Object(map, _ => true)),
        },
        JsonArray list => new JsonArray([.. list.Select(Node)]),
        _ => value?.DeepClone(),
    };

    // The engine adds the digest of the content. Programs send the content only.
    private static JsonObject Content(JsonObject value) => new(value
        .Where(field => field.Key is "text" or "path" or "uri" or "assets")
        .Select(field => KeyValuePair.Create(field.Key, Node(field.Value))));

    private static JsonObject WithoutAutomaticName(JsonObject metadata)
    {
        if (metadata["annotations"] is JsonObject annotations && annotations.Remove(AutoNamed))
        {
            metadata.Remove("name");
            if (annotations.Count == 0)
                metadata.Remove("annotations");
        }

        return metadata;
    }
}
