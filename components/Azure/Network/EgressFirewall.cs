using System.Collections.Immutable;
using K8tre.Components.Azure.Monitoring;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Network;

/// <summary>Inputs of <see cref="EgressFirewall"/>.</summary>
public sealed record EgressFirewallArgs
{
    /// <summary>Inputs of the hub.</summary>
    public required HubNetworkArgs Hub { get; init; }

    /// <summary>Name of the hub's network.</summary>
    public required Input<string> Network { get; init; }
}

/// <summary>Firewall of a hub with its rules and its public addresses: the only route out of the platform.</summary>
/// <remarks>https://learn.microsoft.com/azure/architecture/networking/guide/well-architected-framework-azure-firewall</remarks>
public sealed class EgressFirewall : ComponentResource
{
    /// <summary>Creates the firewall.</summary>
    public EgressFirewall(string name, EgressFirewallArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:EgressFirewall", name, options)
    {
        var (hub, scope) = (args.Hub, args.Hub.Scope);
        // Azure does not allow a network security group on this subnet.
        var subnet = new Subnet($"{name}-subnet", new()
        {
            SubnetName = SubnetNames.Firewall,
            ResourceGroupName = scope.ResourceGroup,
            VirtualNetworkName = args.Network,
            AddressPrefix = hub.Addresses.Firewall.ToString(),
            DefaultOutboundAccess = false,
        }, new() { Parent = this });
        var rules = new FirewallRules($"{name}-rules", hub, new() { Parent = this });
        var addresses = Enumerable.Range(1, hub.FirewallAddresses).Select(number => CreateAddress(name, number, hub)).ToArray();
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
            // The policy decides. The property repeats it for readers of the firewall alone.
            ThreatIntelMode = AzureFirewallThreatIntelMode.Deny,
            IpConfigurations = addresses.Select((address, index) => Configuration(index, address, subnet)).ToArray(),
            Zones = hub.Zones.ToArray(),
            // The firewall loads the rules with its policy, and routes lead to it as soon as it exists.
        }, new() { Parent = this, DependsOn = { rules } });
        _ = new DiagnosticLogs($"{name}-logs", new() { Resource = firewall.Id, Workspace = hub.LogWorkspace }, new() { Parent = this });

        PrivateAddress = firewall.IpConfigurations.Apply(configurations => configurations[0].PrivateIPAddress!);
        PublicAddresses = Output.All(addresses.Select(address => address.IpAddress.Apply(text => text!)));

        RegisterOutputs();
    }

    /// <summary>Private address of the firewall.</summary>
    [Output("privateAddress")]
    public Output<string> PrivateAddress { get; private set; }

    /// <summary>Public addresses of the firewall, the source addresses of all outgoing traffic.</summary>
    [Output("publicAddresses")]
    public Output<ImmutableArray<string>> PublicAddresses { get; private set; }

    // The name of the first address does not depend on their number.
    private PublicIPAddress CreateAddress(string name, int number, HubNetworkArgs hub)
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
        }, new() { Parent = this });
        _ = new DiagnosticLogs(
            $"{name}-address{suffix}-logs", new() { Resource = address.Id, Workspace = hub.LogWorkspace }, new() { Parent = this });
        return address;
    }

    // Only the first configuration names the subnet.
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
