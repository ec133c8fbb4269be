using System.ComponentModel.DataAnnotations;
using System.Net;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>Hub network on Azure.</summary>
/// <remarks>A platform has a hub of its own, unless it uses the hub of another stack or a hub that exists already.</remarks>
public sealed record HubSettings
{
    /// <summary>Stack whose hub is used: <c>organization/project/stack</c>. Default: none.</summary>
    [RegularExpression(Formats.StackName, ErrorMessage = Formats.StackNameHint)]
    public string? Stack { get; init; }

    /// <summary>Existing hub of an organisation. Default: none.</summary>
    public ExistingHubSettings? Existing { get; init; }

    /// <summary>
    /// Azure Bastion, by which operators reach virtual machines. Without it, nothing comes in from outside. A change to false deletes it
    /// and its subnet.
    /// </summary>
    public bool Bastion { get; init; }

    /// <summary>Intrusion detection of the firewall. It needs the Premium tier, which costs more.</summary>
    public bool IntrusionDetection { get; init; }

    /// <summary>Number of public addresses of the firewall, which outgoing connections share.</summary>
    [Range(1, 250, ErrorMessage = "supply 1 to 250")]
    public int FirewallAddresses { get; init; } = 1;

    /// <summary>DDoS protection plan. It costs thousands a month, and one plan is enough for a tenant.</summary>
    public bool DdosPlan { get; init; }

    /// <summary>
    /// Ranges of other networks whose machines may resolve the platform's names and use its gateways, such as an organisation's own.
    /// Without ranges, the DNS resolver and its subnets are deleted.
    /// </summary>
    public IReadOnlyList<IPNetwork> DnsClients { get; init; } = [];

    /// <summary>
    /// Address spaces of platforms in other stacks that use this hub. Add the hosts of their Git repositories and identity providers to
    /// <c>azure.egress</c>.
    /// </summary>
    public IReadOnlyList<IPNetwork> Guests { get; init; } = [];

    /// <summary>
    /// Ranges inside <c>guests</c> of the environments with <c>acme</c>. Only these reach Let's Encrypt and public DNS resolvers.
    /// </summary>
    public IReadOnlyList<IPNetwork> AcmeGuests { get; init; } = [];
}

/// <summary>Existing hub of an organisation.</summary>
/// <remarks>Its firewall must allow the connections that docs/guides/azure.md lists.</remarks>
public sealed record ExistingHubSettings
{
    /// <summary>Id of the virtual network, in this subscription or another.</summary>
    [RegularExpression(
        $"{Formats.AzureGroupId}Microsoft.Network/virtualNetworks/{Formats.AzureNameText}$",
        ErrorMessage = "write the id of a virtual network, as `az network vnet show --query id` prints it")]
    public required string NetworkId { get; init; }

    /// <summary>Private address of the firewall.</summary>
    [RegularExpression(Formats.IPv4, ErrorMessage = Formats.IPv4Hint)]
    public required string FirewallAddress { get; init; }

    /// <summary>Ranges of the machines from which operators and pipelines reach private clusters.</summary>
    [MinLength(1, ErrorMessage = "add a range")]
    public required IReadOnlyList<IPNetwork> Operators { get; init; }

    /// <summary>Addresses of the DNS servers that clusters use. Without them, clusters use those of Azure.</summary>
    public IReadOnlyList<string> DnsServers { get; init; } = [];

    /// <summary>
    /// Creates the hub's side of each peering too, which needs the right to change the hub's network. If false, the stack still needs two
    /// rights on it: Microsoft.Network/virtualNetworks/peer/action for its own side, and join/action to link its private DNS zones, which
    /// operators use.
    /// </summary>
    public bool Peer { get; init; } = true;

    /// <summary>
    /// Ids of the private DNS zones that the hub has, like that of <c>privatelink.vaultcore.azure.net</c>. The stack creates the others.
    /// </summary>
    public IReadOnlyList<string> Zones { get; init; } = [];
}
