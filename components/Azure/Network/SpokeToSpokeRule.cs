using System.Net;
using K8tre.Components.Clusters;

namespace K8tre.Components.Azure.Network;

/// <summary>
/// What may cross from one cluster's network into another's. The firewall lets it through, the security groups at both ends do, and nothing
/// that is not one crosses.
/// </summary>
/// <param name="Name">Name of the rule, unique: letters, digits and dashes.</param>
/// <param name="Reason">What stops working without it.</param>
/// <param name="From">Where it comes from.</param>
/// <param name="To">Where it leads to.</param>
/// <param name="Port">Port of TCP.</param>
public sealed record SpokeToSpokeRule(string Name, string Reason, IPNetwork From, IPNetwork To, int Port)
{
    /// <summary>The way of an Argo CD in the management cluster to the API server of an environment.</summary>
    public static SpokeToSpokeRule ToApiServer(AddressPlan addresses, TreEnvironment environment)
    {
        var label = environment.Label();
        return new(
            $"argo-cd-{label}", $"Argo CD in the management cluster installs K8TRE in {label}",
            AddressPlan.Nodes(addresses.Management), AddressPlan.ApiServer(addresses.Spoke(environment)), 443);
    }
}
