using System.Net;
using K8tre.Components.Clusters;

namespace K8tre.Components.Azure.Network;

/// <summary>
/// Connection that is allowed from the network of one cluster to that of another. The firewall and the security groups at both ends allow it. All other
/// connections between clusters are denied.
/// </summary>
/// <param name="Name">Name of the rule, unique: letters, digits and dashes.</param>
/// <param name="Reason">Purpose of the connection.</param>
/// <param name="From">Source range.</param>
/// <param name="To">Destination range.</param>
/// <param name="Port">Destination port (TCP).</param>
public sealed record SpokeToSpokeRule(string Name, string Reason, IPNetwork From, IPNetwork To, int Port)
{
    /// <summary>Returns the rule for Argo CD in the management cluster to reach the API server of an environment.</summary>
    public static SpokeToSpokeRule ToApiServer(AddressPlan addresses, TreEnvironment environment)
    {
        var label = environment.Label();
        return new(
            $"argo-cd-{label}", $"Argo CD in the management cluster installs K8TRE in {label}",
            AddressPlan.Nodes(addresses.Management), AddressPlan.ApiServer(addresses.Spoke(environment)), 443);
    }
}
