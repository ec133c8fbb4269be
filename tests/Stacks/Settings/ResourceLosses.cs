using System.Text.Json.Nodes;
using K8tre.Automation.Engine.Updates;
using K8tre.Automation.Planning;
using K8tre.Stacks.Settings.Schema;

namespace K8tre.Tests.Stacks.Settings;

/// <summary>A setting, and a resource that a change of it deletes or replaces.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Loss">The resource.</param>
internal sealed record SettingLoss(Setting Setting, ResourceLoss Loss);

/// <summary>A resource that a deployment deletes or replaces.</summary>
/// <param name="Kind">Kind of the resource: <see cref="ResourceKind"/>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Cause">The input that replaces it. Null: it is deleted.</param>
internal sealed record ResourceLoss(string Kind, string Name, string? Cause);

/// <summary>Finds the resources of the listed kinds that the step from one platform to another deletes or replaces.</summary>
internal static class ResourceLosses
{
    /// <summary>Returns the deleted and the replaced resources.</summary>
    public static IEnumerable<ResourceLoss> Between(ResourceGraph before, ResourceGraph after) =>
        from type in ResourceKind.Types
        let now = after.OfType(type)
        from resource in before.OfType(type)
        let changed = now.GetValueOrDefault(resource.Key)
        let cause = changed is null ? null : Cause(type, resource.Value, changed)
        where cause is not null || (changed is null && !IsKept(before, type, resource.Key))
        select new ResourceLoss(ResourceKind.Of(type)!, resource.Key, cause);

    // It leaves the stack and stays where it is.
    private static bool IsKept(ResourceGraph graph, string type, string name) => graph.Options.Any(made =>
        made.Key.GetResourceType() == type && made.Key.GetResourceName() == name
        && made.Value is CustomResourceOptions { RetainOnDelete: true });

    private static string? Cause(string type, JsonNode before, JsonNode after) => CloudReplacements.Of(type)
        .Select(pointer => pointer.Split('/')[2..])
        .FirstOrDefault(path => !JsonNode.DeepEquals(At(before, path), At(after, path))) is { } found ? string.Join('.', found) : null;

    private static JsonNode? At(JsonNode? node, string[] path) => path.Aggregate(node, (at, key) => (at as JsonObject)?[key]);
}
