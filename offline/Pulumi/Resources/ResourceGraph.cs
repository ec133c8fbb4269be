namespace Pulumi;

/// <summary>Resources behind a dependency. A dependency on a component is one on all resources that it is made of.</summary>
internal static class ResourceGraph
{
    /// <summary>
    /// The resources that the engine has to wait for: custom and remote ones as they are, other components by their children. Children
    /// of custom and of remote resources do not count.
    /// </summary>
    public static HashSet<Resource> Reachable(IEnumerable<Resource> resources)
    {
        var reached = new HashSet<Resource>();
        var open = new System.Collections.Generic.Stack<Resource>(resources);
        while (open.TryPop(out var resource))
        {
            if (!reached.Add(resource) || resource is not ComponentResource)
                continue;
            foreach (var child in resource.Children())
                open.Push(child);
        }

        reached.RemoveWhere(resource => resource is not (CustomResource or ComponentResource { IsRemote: true }));
        return reached;
    }

    /// <summary>The URNs of <see cref="Reachable"/>.</summary>
    public static async Task<HashSet<string>> UrnsOfAsync(IReadOnlyCollection<Resource> resources)
    {
        var urns = new HashSet<string>();
        if (resources.Count == 0)
            return urns;

        foreach (var resource in Reachable(resources))
        {
            if (await resource.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false) is { Length: > 0 } urn)
                urns.Add(urn);
        }

        return urns;
    }
}
