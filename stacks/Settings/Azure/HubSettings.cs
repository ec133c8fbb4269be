using System.ComponentModel.DataAnnotations;
using System.Net;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>The network in the middle of a platform on Azure: one of its own, or one that is there already.</summary>
public sealed record HubSettings
{
    /// <summary>The stack whose hub to use instead of one of its own: <c>organization/project/stack</c>. Default: none.</summary>
    [RegularExpression(Formats.StackName, ErrorMessage = Formats.StackNameHint)]
    public string? Stack { get; init; }

    /// <summary>An organisation's hub to use instead of one of its own. Default: none.</summary>
    public ExistingHubSettings? Existing { get; init; }

    /// <summary>Whether operators reach their machines by Bastion. Default: false, nothing comes in from outside.</summary>
    public bool Bastion { get; init; }

    /// <summary>Whether the firewall looks for known attacks in what it lets through, which costs more. Default: false.</summary>
    public bool IntrusionDetection { get; init; }

    /// <summary>Public addresses that what leaves shares. Default: 1.</summary>
    [Range(1, 250, ErrorMessage = "supply 1 to 250")]
    public int FirewallAddresses { get; init; } = 1;

    /// <summary>Whether a plan is made that protects networks against floods. It costs thousands a month, and one is enough for a tenant. Default: false.</summary>
    public bool DdosPlan { get; init; }

    /// <summary>Ranges of other networks, an organisation's own above all, whose machines may ask for the platform's names. Default: none.</summary>
    public IReadOnlyList<IPNetwork> DnsClients { get; init; } = [];

    /// <summary>Address spaces of platforms in other stacks that use this hub. Hosts of their Git and identity provider go to <c>azure.egress</c>. Default: none.</summary>
    public IReadOnlyList<IPNetwork> Guests { get; init; } = [];
}

/// <summary>A hub that an organisation has. Its firewall has to let out what docs/guides/azure.md lists.</summary>
public sealed record ExistingHubSettings
{
    /// <summary>Id of its network, in this subscription or another.</summary>
    [RegularExpression("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/virtualNetworks/[^/]+$", ErrorMessage = "write the id of a virtual network, as `az network vnet show --query id` prints it")]
    public required string NetworkId { get; init; }

    /// <summary>Private address of its firewall.</summary>
    [RegularExpression(@"^[0-9]{1,3}(\.[0-9]{1,3}){3}$", ErrorMessage = Formats.IPv4Hint)]
    public required string FirewallAddress { get; init; }

    /// <summary>Ranges of the machines that operators and pipelines reach private clusters from.</summary>
    [MinLength(1, ErrorMessage = "add a range")]
    public required IReadOnlyList<IPNetwork> Operators { get; init; }

    /// <summary>Addresses of the DNS servers that clusters ask. Default: Azure's own.</summary>
    public IReadOnlyList<string> DnsServers { get; init; } = [];

    /// <summary>
    /// Whether the hub's half of each peering is the stack's to make, which takes the right to change its network. If not, the stack needs two rights on
    /// it still: Microsoft.Network/virtualNetworks/peer/action for its own half, and join/action to link its private zones, in which operators look up
    /// names. Default: true.
    /// </summary>
    public bool Peer { get; init; } = true;

    /// <summary>Ids of the private zones that lie with it, like that of <c>privatelink.vaultcore.azure.net</c>. Default: none, the stack makes them.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];
}
