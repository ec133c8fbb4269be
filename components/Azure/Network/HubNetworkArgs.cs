using System.Net;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Egress;

namespace K8tre.Components.Azure.Network;

/// <summary>Inputs of <see cref="HubNetwork"/>.</summary>
public sealed record HubNetworkArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>The platform's addresses.</summary>
    public required AddressPlan Addresses { get; init; }

    /// <summary>Availability zones of what stands in it.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Names that clusters reach.</summary>
    public required IReadOnlyList<EgressRule> Egress { get; init; }

    /// <summary>Where all of it logs.</summary>
    public required LogWorkspace Logs { get; init; }

    /// <summary>Address spaces of platforms in other stacks that are joined to it, and leave through its firewall too. Default: none.</summary>
    public IReadOnlyList<IPNetwork> SpokesOfOtherStacks { get; init; } = [];

    /// <summary>What may cross from one cluster's network into another's. Default: nothing.</summary>
    public IReadOnlyList<SpokeToSpokeRule> SpokeToSpokeRules { get; init; } = [];

    /// <summary>
    /// Whether the firewall looks for known attacks in what it lets through, and breaks it off: its tier is Premium then, which costs more. Default:
    /// false, it knows destinations only.
    /// </summary>
    public bool HasIntrusionDetection { get; init; }

    /// <summary>
    /// Public addresses that what leaves shares, 1 to 250. Default: 1. Each is worth 2,496 connections at once to one destination, for every
    /// instance of the firewall.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    /// <remarks>https://learn.microsoft.com/azure/firewall/firewall-best-practices</remarks>
    public int FirewallAddresses
    {
        get;
        init => field = value is >= 1 and <= 250 ? value : throw new ArgumentOutOfRangeException(nameof(FirewallAddresses), value, "supply 1 to 250");
    } = 1;

    /// <summary>Whether a plan that protects networks against floods is made. It costs thousands a month, and one is enough for a tenant. Default: false.</summary>
    public bool HasDdosPlan { get; init; }

    /// <summary>Id of a plan that is there already. Default: none.</summary>
    public Input<string>? DdosPlan { get; init; }

    /// <summary>Whether operators reach their machines by Bastion. Default: false, nothing comes in from outside.</summary>
    public bool HasBastion { get; init; }

    /// <summary>Public ranges that Bastion answers, which asks for a sign-in to Entra all the same. Default: all.</summary>
    public IReadOnlyList<IPNetwork> BastionAllowInbound { get; init; } = [];

    /// <summary>Whether text may be copied out of and into sessions. Default: false.</summary>
    public bool BastionAllowsCopyPaste { get; init; }

    /// <summary>Whether the Azure CLI may tunnel to machines, and not the portal's sessions alone. Default: false.</summary>
    public bool BastionAllowsTunnels { get; init; }

    /// <summary>Whether other networks, an organisation's own above all, may ask for the names of this one. Default: false.</summary>
    public bool HasDnsResolver { get; init; }

    /// <summary>Ranges of those that may ask. Default: none.</summary>
    public IReadOnlyList<IPNetwork> DnsClients { get; init; } = [];

    /// <summary>Domains that servers elsewhere answer for. Default: none.</summary>
    public IReadOnlyList<DnsForward> DnsForwards { get; init; } = [];

    /// <summary>Whether pipelines run jobs in it, in a container app environment. Default: false.</summary>
    public bool HasPipelines { get; init; }

    /// <summary>Names that those jobs reach besides <see cref="AzureEgress.Pipelines"/>. Default: none.</summary>
    public IReadOnlyList<EgressRule> PipelinesEgress { get; init; } = [];
}
