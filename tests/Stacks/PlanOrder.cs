using K8tre.PlanModel;

namespace K8tre.Tests.Stacks;

/// <summary>The order in which an engine may work a plan off.</summary>
internal static class PlanOrder
{
    /// <summary>Whether one resource waits for another: by a value, or by its provider.</summary>
    public static bool ComesAfter(this Plan plan, PlanResource later, PlanResource earlier)
    {
        var byUrn = plan.Resources.ToDictionary(resource => resource.Urn);
        var seen = new HashSet<string>();
        var ahead = new Queue<string>([later.Urn]);
        while (ahead.TryDequeue(out var urn))
        {
            if (!seen.Add(urn))
                continue;
            var resource = byUrn[urn];
            foreach (var next in resource.Dependencies.Append(resource.Provider).OfType<string>())
                ahead.Enqueue(next);
        }
        return later != earlier && seen.Contains(earlier.Urn);
    }
}
