using System.Net;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Egress;

namespace K8tre.Components.Azure.Network;

/// <summary>Inputs of <see cref="HubNetwork"/>.</summary>
public sealed record HubNetworkArgs
{
    /// <summary>Scope of the network.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Address plan of the platform.</summary>
    public required AddressPlan Addresses { get; init; }

    /// <summary>Availability zones of the hub's services.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Names that clusters may reach outside.</summary>
    public required IReadOnlyList<EgressRule> Egress { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the logs of the hub.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>Address spaces of platforms in other stacks that are peered with the hub and use its firewall. Default: none.</summary>
    public IReadOnlyList<IPNetwork> SpokesOfOtherStacks { get; init; } = [];

    /// <summary>
    /// Ranges of environments with public certificates, whose cert-manager reaches Let's Encrypt and public resolvers. Default: none.
    /// </summary>
    public IReadOnlyList<IPNetwork> AcmeRanges { get; init; } = [];

    /// <summary>Connections that are allowed between the networks of clusters. Default: none.</summary>
    public IReadOnlyList<SpokeToSpokeRule> SpokeToSpokeRules { get; init; } = [];

    /// <summary>
    /// Indicates that the firewall inspects allowed traffic for known attacks and blocks them. This needs the Premium tier, which costs
    /// more. Default: false.
    /// </summary>
    public bool HasIntrusionDetection { get; init; }

    /// <summary>
    /// Number of public addresses of the firewall, 1 to 250. Default: 1. Each address allows 2,496 simultaneous connections to one
    /// destination for every instance of the firewall.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    /// <remarks>https://learn.microsoft.com/azure/firewall/firewall-best-practices</remarks>
    public int FirewallAddresses
    {
        get;
        init => field = value is >= 1 and <= 250
            ? value
            : throw new ArgumentOutOfRangeException(nameof(FirewallAddresses), value, "supply 1 to 250");
    } = 1;

    /// <summary>
    /// Indicates that a DDoS protection plan is created. It costs thousands a month, and a tenant needs only one. Default: false.
    /// </summary>
    public bool HasDdosPlan { get; init; }

    /// <summary>Id of an existing DDoS protection plan. Default: none.</summary>
    public Input<string>? DdosPlan { get; init; }

    /// <summary>Indicates that operators reach their machines through Azure Bastion. Default: false.</summary>
    public bool HasBastion { get; init; }

    /// <summary>Public address ranges that may connect to Bastion. Users sign in to Entra in any case. Default: all.</summary>
    public IReadOnlyList<IPNetwork> BastionAllowInbound { get; init; } = [];

    /// <summary>Indicates that text may be copied to and from Bastion sessions. Default: false.</summary>
    public bool BastionAllowsCopyPaste { get; init; }

    /// <summary>
    /// Indicates that the Azure CLI may open tunnels through Bastion. Default: false; only sessions in the portal are possible.
    /// </summary>
    public bool BastionAllowsTunnels { get; init; }

    /// <summary>Indicates that other networks, such as the organisation's own, may query the names of the hub. Default: false.</summary>
    public bool HasDnsResolver { get; init; }

    /// <summary>Address ranges of the clients that may query them. Default: none.</summary>
    public IReadOnlyList<IPNetwork> DnsClients { get; init; } = [];

    /// <summary>Domains whose queries are forwarded to other servers. Default: none.</summary>
    public IReadOnlyList<DnsForward> DnsForwards { get; init; } = [];

    /// <summary>Indicates that pipelines run jobs in the hub, in a Container Apps environment. Default: false.</summary>
    public bool HasPipelines { get; init; }

    /// <summary>Names that the jobs may reach besides <see cref="AzureEgress.Pipelines"/>. Default: none.</summary>
    public IReadOnlyList<EgressRule> PipelinesEgress { get; init; } = [];
}
