using K8tre.Components.Clusters;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure;

/// <summary>Inputs of <see cref="HubNetwork"/>.</summary>
public sealed record HubNetworkArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureSite Site { get; init; }

    /// <summary>The platform's addresses.</summary>
    public required AddressPlan Addresses { get; init; }

    /// <summary>Availability zones of the firewall.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Names that clusters reach.</summary>
    public required IReadOnlyList<EgressRule> Egress { get; init; }

    /// <summary>Where its firewall logs.</summary>
    public required LogWorkspace Logs { get; init; }
}

/// <summary>The network in the middle: one firewall through which alone anything leaves, and a subnet for operators' machines.</summary>
/// <remarks>https://learn.microsoft.com/azure/architecture/reference-architectures/containers/aks/baseline-aks</remarks>
public sealed class HubNetwork : ComponentResource
{
    /// <summary>Makes the network and its firewall.</summary>
    public HubNetwork(string name, HubNetworkArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:HubNetwork", name, options)
    {
        var (site, addresses, inside) = (args.Site, args.Addresses, new CustomResourceOptions { Parent = this });
        var network = new VirtualNetwork(name, new()
        {
            VirtualNetworkName = $"vnet-{name}",
            ResourceGroupName = site.ResourceGroup,
            Location = site.Region,
            AddressSpace = new AddressSpaceArgs { AddressPrefixes = { addresses.Hub.ToString() } },
        }, inside);
        (Id, NetworkName) = (network.Id, network.Name);

        // No security group: Azure refuses one on the firewall's own subnet.
        var firewallSubnet = new Subnet($"{name}-firewall-subnet", new()
        {
            SubnetName = "AzureFirewallSubnet",
            ResourceGroupName = site.ResourceGroup,
            VirtualNetworkName = network.Name,
            AddressPrefix = addresses.Firewall.ToString(),
            DefaultOutboundAccess = false,
        }, inside);
        var policy = new FirewallRules($"{name}-rules", args, new() { Parent = this });
        var address = new PublicIPAddress($"{name}-firewall-address", new()
        {
            PublicIpAddressName = $"pip-{name}-firewall",
            ResourceGroupName = site.ResourceGroup,
            Location = site.Region,
            Sku = new PublicIPAddressSkuArgs { Name = PublicIPAddressSkuName.Standard },
            PublicIPAllocationMethod = IPAllocationMethod.Static,
            Zones = args.Zones.ToArray(),
        }, inside);
        var firewall = new AzureFirewall($"{name}-firewall", new()
        {
            AzureFirewallName = $"afw-{name}",
            ResourceGroupName = site.ResourceGroup,
            Location = site.Region,
            Sku = new AzureFirewallSkuArgs { Name = AzureFirewallSkuName.AZFW_VNet, Tier = AzureFirewallSkuTier.Standard },
            FirewallPolicy = new SubResourceArgs { Id = policy.PolicyId },
            // Also on the policy, which decides; said here for those who read the firewall alone.
            ThreatIntelMode = AzureFirewallThreatIntelMode.Deny,
            IpConfigurations =
            {
                new AzureFirewallIPConfigurationArgs
                {
                    Name = "edge",
                    Subnet = new SubResourceArgs { Id = firewallSubnet.Id },
                    PublicIPAddress = new SubResourceArgs { Id = address.Id },
                },
            },
            Zones = args.Zones.ToArray(),
        }, inside);
        args.Logs.Collect($"{name}-firewall", firewall.Id);

        RouteTable = new RouteTable($"{name}-routes", new()
        {
            RouteTableName = $"rt-{name}",
            ResourceGroupName = site.ResourceGroup,
            Location = site.Region,
            // A route that a gateway announces must not lead around the firewall.
            DisableBgpRoutePropagation = true,
            Routes =
            {
                new RouteArgs
                {
                    Name = "through-firewall",
                    AddressPrefix = "0.0.0.0/0",
                    NextHopType = RouteNextHopType.VirtualAppliance,
                    NextHopIpAddress = firewall.IpConfigurations.Apply(configurations => configurations[0].PrivateIPAddress),
                },
            },
        }, inside).Id;

        var operators = new SecuredSubnet($"{name}-operators", new()
        {
            Site = site,
            Network = network.Name,
            SubnetName = "snet-operators",
            Range = addresses.Operators,
            OpenTo = [],
            Reaches = [addresses.AddressSpace],
            RouteTable = RouteTable,
        }, new() { Parent = this, DependsOn = { firewallSubnet } });
        args.Logs.Collect($"{name}-operators-nsg", operators.NetworkSecurityGroup);
        OperatorsSubnet = operators.Id;

        RegisterOutputs();
    }

    /// <summary>Id of the network.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Name of the network.</summary>
    [Output("networkName")]
    public Output<string> NetworkName { get; private set; }

    /// <summary>Id of the table that sends everything through the firewall.</summary>
    [Output("routeTable")]
    public Output<string> RouteTable { get; private set; }

    /// <summary>Id of the subnet for machines from which private clusters are reached.</summary>
    [Output("operatorsSubnet")]
    public Output<string> OperatorsSubnet { get; private set; }
}
