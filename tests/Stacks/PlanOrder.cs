using K8tre.PlanModel;

namespace K8tre.Tests.Stacks;

/// <summary>The order in which an engine may work a plan off.</summary>
internal static class PlanOrder
{
    /// <summary>Returns true if a resource waits for another one: by a value, by its provider, or by its component.</summary>
    /// <remarks>
    /// The SDK replaces a component in a list of dependencies by its children. It does not know those of a remote component, and the engine
    /// does it: https://github.com/pulumi/pulumi/blob/master/pkg/resource/graph/dependency_graph.go
    /// </remarks>
    public static bool ComesAfter(this Plan plan, PlanResource later, PlanResource earlier)
    {
        var byUrn = plan.Resources.ToDictionary(resource => resource.Urn);
        var children = plan.Resources.ToLookup(resource => resource.Parent ?? "", resource => resource.Urn);
        var seen = new HashSet<string>();
        var ahead = new Queue<string>([later.Urn]);
        while (ahead.TryDequeue(out var urn))
        {
            if (!seen.Add(urn))
                continue;
            var resource = byUrn[urn];
            foreach (var next in resource.Dependencies.Append(resource.Provider).OfType<string>())
            {
                ahead.Enqueue(next);
                foreach (var child in byUrn[next].Custom ? [] : children[next])
                    ahead.Enqueue(child);
            }
        }
        return later != earlier && seen.Contains(earlier.Urn);
    }
}
