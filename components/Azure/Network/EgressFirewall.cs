using System.Collections.Immutable;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Network;

/// <summary>The firewall of a hub, its rules and its public addresses: the only way out of the platform.</summary>
/// <remarks>https://learn.microsoft.com/azure/architecture/networking/guide/well-architected-framework-azure-firewall</remarks>
public sealed class EgressFirewall : ComponentResource
{
    /// <summary>Makes the firewall.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="hub">The hub's inputs.</param>
    /// <param name="network">Name of the hub's network.</param>
    /// <param name="options">Resource options.</param>
    public EgressFirewall(string name, HubNetworkArgs hub, Input<string> network, ComponentResourceOptions? options = null)
        : base("k8tre:azure:EgressFirewall", name, options)
    {
        var (scope, inside) = (hub.Scope, new CustomResourceOptions { Parent = this });
        // No security group: Azure refuses one on the firewall's own subnet.
        var subnet = new Subnet($"{name}-subnet", new()
        {
            SubnetName = SubnetNames.Firewall,
            ResourceGroupName = scope.ResourceGroup,
            VirtualNetworkName = network,
            AddressPrefix = hub.Addresses.Firewall.ToString(),
            DefaultOutboundAccess = false,
        }, inside);
        var rules = new FirewallRules($"{name}-rules", hub, new() { Parent = this });
        var addresses = Enumerable.Range(1, hub.FirewallAddresses).Select(number => Address(name, number, hub, inside)).ToArray();
        var firewall = new AzureFirewall(name, new()
        {
            AzureFirewallName = $"afw-{name}",
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Region,
            Sku = new AzureFirewallSkuArgs
            {
                Name = AzureFirewallSkuName.AZFW_VNet,
                Tier = hub.HasIntrusionDetection ? AzureFirewallSkuTier.Premium : AzureFirewallSkuTier.Standard,
            },
            FirewallPolicy = new SubResourceArgs { Id = rules.PolicyId },
            // Also on the policy, which decides; said here for those who read the firewall alone.
            ThreatIntelMode = AzureFirewallThreatIntelMode.Deny,
            IpConfigurations = addresses.Select((address, index) => Configuration(index, address, subnet)).ToArray(),
            Zones = hub.Zones.ToArray(),
        }, inside);
        hub.Logs.Collect(name, firewall.Id);

        PrivateAddress = firewall.IpConfigurations.Apply(configurations => configurations[0].PrivateIPAddress!);
        PublicAddresses = Output.All(addresses.Select(address => address.IpAddress.Apply(text => text!)));

        RegisterOutputs();
    }

    /// <summary>Its address inside.</summary>
    [Output("privateAddress")]
    public Output<string> PrivateAddress { get; private set; }

    /// <summary>Its addresses outside, from one of which everything comes that leaves.</summary>
    [Output("publicAddresses")]
    public Output<ImmutableArray<string>> PublicAddresses { get; private set; }

    // The first keeps its name whatever the number of them.
    private static PublicIPAddress Address(string name, int number, HubNetworkArgs hub, CustomResourceOptions inside)
    {
        var suffix = number == 1 ? "" : $"-{number}";
        var address = new PublicIPAddress($"{name}-address{suffix}", new()
        {
            PublicIpAddressName = $"pip-{name}{suffix}",
            ResourceGroupName = hub.Scope.ResourceGroup,
            Location = hub.Scope.Region,
            Sku = new PublicIPAddressSkuArgs { Name = PublicIPAddressSkuName.Standard },
            PublicIPAllocationMethod = IPAllocationMethod.Static,
            Zones = hub.Zones.ToArray(),
        }, inside);
        hub.Logs.Collect($"{name}-address{suffix}", address.Id);
        return address;
    }

    // One of them names the subnet, and the rest belong to the same firewall.
    private static AzureFirewallIPConfigurationArgs Configuration(int index, PublicIPAddress address, Subnet subnet)
    {
        var configuration = new AzureFirewallIPConfigurationArgs
        {
            Name = index == 0 ? "edge" : $"edge-{index + 1}",
            PublicIPAddress = new SubResourceArgs { Id = address.Id },
        };
        if (index == 0)
            configuration.Subnet = new SubResourceArgs { Id = subnet.Id };
        return configuration;
    }
}
