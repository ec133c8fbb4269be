using System.Net;
using K8tre.PlanModel;

namespace K8tre.Automation.Needs;

/// <summary>Compares the Services of type LoadBalancer with the addresses of the load balancer.</summary>
internal static class AddressNeeds
{
    /// <summary>Returns the need of addresses.</summary>
    public static PlanNeed Of(PlannedEnvironment environment, WorkloadFacts facts)
    {
        var services = environment.Holding(facts.Services).ToList();
        var range = (string?)environment.Labels["metallb-ip-range"];
        var addresses = range is null ? null : Count(range);
        return new()
        {
            Subject = "loadBalancerAddresses",
            Needed = $"{services.Count}",
            Provided = addresses is null ? "the cloud's load balancer" : $"{addresses} ({range})",
            Missing = addresses < services.Count
                ?
                [
                    $"the range {range} has {addresses} addresses, and K8TRE has {services.Count} Services of type LoadBalancer: "
                    + string.Join(", ", services.Select(service => $"{service.Namespace}/{service.Name}")),
                ]
                : [],
        };
    }

    // A range is `first-last`.
    private static long? Count(string range)
    {
        var ends = range.Split('-').Select(end => IPAddress.TryParse(end, out var address) ? Number(address) : (long?)null).ToList();
        return ends is [{ } first, { } last] ? last - first + 1 : null;
    }

    private static long Number(IPAddress address) => address.GetAddressBytes().Aggregate(0L, (number, octet) => (number << 8) + octet);
}
