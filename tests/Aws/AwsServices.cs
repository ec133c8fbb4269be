using System.Text.Json.Nodes;
using K8tre.Components.Aws.Scope;

namespace K8tre.Tests.Aws;

/// <summary>What tests of AWS's services share.</summary>
internal static class AwsServices
{
    public static AwsScope Scope { get; } = new() { Region = "eu-west-2", AccountId = "123456789012" };

    /// <summary>What was asked for under a name, as JSON.</summary>
    public static JsonNode Asked(this ResourceGraph graph, string name) => Json.Of(graph.Requests[name].Inputs)!;

    /// <summary>Types and names of what was asked for.</summary>
    public static IEnumerable<string> Names(this ResourceGraph graph, string type) =>
        graph.Requests.Values.Where(request => request.Type == type).Select(request => request.Name!).Order(StringComparer.Ordinal);

    /// <summary>
    /// Options with which a component's resources of a kind are seen before they are registered, and so whether their inputs are secret.
    /// </summary>
    public static ComponentResourceOptions Seeing<T>(this ComponentResourceOptions options, Action<T> see)
        where T : ResourceArgs
    {
        options.ResourceTransformations.Add(resource =>
        {
            if (resource.Args is T args)
                see(args);
            return null;
        });
        return options;
    }

    /// <summary>The statements of a policy, by what they are for.</summary>
    public static Dictionary<string, JsonNode> Statements(string? policy) =>
        JsonNode.Parse(policy!)!["Statement"]!.AsArray().ToDictionary(statement => (string)statement!["Sid"]!, statement => statement!);

    /// <summary>A member of a statement, text as it stands in the JSON.</summary>
    public static string? Text(this JsonNode statement, params string[] path) =>
        path.Aggregate((JsonNode?)statement, (at, key) => at?[key])?.ToJsonString(new()
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });

    /// <summary>JSON with the members of objects in the order of their names: that in which they are registered is nobody's.</summary>
    public static string Sorted(this JsonNode? node) => Ordered(node)!.ToJsonString(new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(
            map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Ordered(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Ordered)]),
        _ => node?.DeepClone(),
    };
}
