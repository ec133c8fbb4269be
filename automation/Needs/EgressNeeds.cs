using K8tre.PlanModel;

namespace K8tre.Automation.Needs;

/// <summary>Compares the hosts that K8TRE names with those that the platform's firewall allows.</summary>
internal static class EgressNeeds
{
    /// <summary>Returns the need of hosts.</summary>
    public static PlanNeed Of(PlannedEnvironment environment, WorkloadFacts facts)
    {
        var hosts = environment.Holding(facts.Hosts).Where(fact => fact.Needed && !OverlayChanges.IsMirrored(environment, fact))
            .Select(fact => (fact, Host: fact.Host.Replace("<region>", (string?)environment.Labels["region"], StringComparison.Ordinal)))
            .ToList();
        var pods = AllowedHosts.Of(environment, environment.Resources);
        var argoCd = AllowedHosts.Of(environment, environment.ArgoCdResources);
        return new()
        {
            Subject = "hosts",
            Needed = $"{hosts.Select(host => host.Host).Distinct().Count()}",
            Provided = pods is null ? "all: the platform has no firewall for this cluster" : $"a list of {pods.Count} names",
            Missing =
            [
                .. hosts.GroupBy(host => (host.Host, host.fact.IsForArgoCd))
                    .Where(host => (host.Key.IsForArgoCd ? argoCd : pods)?.Allows(host.Key.Host) == false)
                    .Select(host => $"{host.Key.Host} is not allowed; it is needed for: {Purpose(host.Select(item => item.fact))}"),
            ],
        };
    }

    private static string Purpose(IEnumerable<HostFact> facts)
        => string.Join(", ", facts.Select(fact => fact.Application is null ? fact.For : $"{fact.For} of {fact.Application}").Distinct());
}
