using K8tre.PlanModel;

namespace K8tre.Benchmarks.Deployments;

/// <summary>What a plan would create: a resource waits for what it depends on, and for what its provider does.</summary>
internal static class PlannedWork
{
    /// <summary>The work of a plan.</summary>
    public static IReadOnlyList<Work> Of(Plan plan)
    {
        var all = plan.Resources.ToDictionary(
            resource => resource.Urn,
            resource => new Work(resource.Name, TypeOf(resource), []));
        foreach (var resource in plan.Resources)
        {
            var before = resource.Dependencies
                .Concat(resource.PropertyDependencies.Values.SelectMany(urns => urns))
                .Concat(resource.Provider is { } provider ? [provider] : []);
            all[resource.Urn].After.AddRange(before.Distinct().Where(all.ContainsKey).Select(urn => all[urn]));
        }
        return [.. all.Values];
    }

    // A component takes no time of its own, nor does what is only read; a chart that is not waited for takes little.
    private static string TypeOf(PlanResource resource) =>
        resource is not { Custom: true, Read: false } ? "pulumi:nothing"
        : (bool?)resource.Inputs["skipAwait"] == true ? $"{resource.Type} not waited for"
        : resource.Type;
}
