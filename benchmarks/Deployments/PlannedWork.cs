using K8tre.PlanModel;

namespace K8tre.Benchmarks.Deployments;

/// <summary>The work of a plan. A resource waits for its dependencies and for those of its provider.</summary>
internal static class PlannedWork
{
    /// <summary>Reads the work of a plan.</summary>
    public static IReadOnlyList<Work> Read(Plan plan)
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

    // Components and read resources take no time. A chart without waiting takes little.
    private static string TypeOf(PlanResource resource) =>
        resource is not { Custom: true, Read: false } ? "pulumi:nothing"
        : (bool?)resource.Inputs["skipAwait"] == true ? $"{resource.Type} not waited for"
        : resource.Type;
}
