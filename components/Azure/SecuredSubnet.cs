using System.Net;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure;

/// <summary>Inputs of <see cref="SecuredSubnet"/>.</summary>
public sealed record SecuredSubnetArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureSite Site { get; init; }

    /// <summary>Name of the network that it belongs to.</summary>
    public required Input<string> Network { get; init; }

    /// <summary>Name of the subnet.</summary>
    public required string SubnetName { get; init; }

    /// <summary>Its addresses.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>Ranges that may open connections into it. All others, other networks and the internet above all, may not.</summary>
    public required IReadOnlyList<IPNetwork> OpenTo { get; init; }

    /// <summary>Ranges that it may open connections to, beside what the firewall lets through. Default: none.</summary>
    public IReadOnlyList<IPNetwork> Reaches { get; init; } = [];

    /// <summary>Range of addresses that machines in it hold besides the subnet's, like those of pods. Default: none.</summary>
    public IPNetwork? Behind { get; init; }

    /// <summary>Id of the table that routes what leaves it. Default: none, nothing in it opens connections.</summary>
    public Input<string>? RouteTable { get; init; }

    /// <summary>Service that alone may use it, like <c>Microsoft.ContainerService/managedClusters</c>. Default: none.</summary>
    public string? Delegation { get; init; }

    /// <summary>Subnet to make first: Azure changes one subnet of a network at a time. Default: none.</summary>
    public SecuredSubnet? After { get; init; }
}

/// <summary>A subnet with a security group of its own: only the ranges listed come in, nothing leaves but through the firewall.</summary>
/// <remarks>https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview</remarks>
public sealed class SecuredSubnet : ComponentResource
{
    /// <summary>Makes the subnet.</summary>
    public SecuredSubnet(string name, SecuredSubnetArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:SecuredSubnet", name, options)
    {
        var group = new NetworkSecurityGroup($"{name}-nsg", new()
        {
            NetworkSecurityGroupName = $"nsg-{name}",
            ResourceGroupName = args.Site.ResourceGroup,
            Location = args.Site.Region,
            SecurityRules = Rules(args).ToArray(),
        }, new() { Parent = this });
        NetworkSecurityGroup = group.Id;

        var subnet = new Pulumi.AzureNative.Network.SubnetArgs
        {
            SubnetName = args.SubnetName,
            ResourceGroupName = args.Site.ResourceGroup,
            VirtualNetworkName = args.Network,
            AddressPrefix = args.Range.ToString(),
            DefaultOutboundAccess = false,
            // Else the group and the route would not hold for private endpoints in it.
            PrivateEndpointNetworkPolicies = VirtualNetworkPrivateEndpointNetworkPolicies.Enabled,
            NetworkSecurityGroup = new Pulumi.AzureNative.Network.Inputs.NetworkSecurityGroupArgs { Id = group.Id },
        };
        if (args.RouteTable is not null)
            subnet.RouteTable = new Pulumi.AzureNative.Network.Inputs.RouteTableArgs { Id = args.RouteTable };
        if (args.Delegation is not null)
            subnet.Delegations.Add(new DelegationArgs { Name = "service", ServiceName = args.Delegation });
        Subnet = new Subnet(name, subnet, new() { Parent = this, DependsOn = args.After is null ? [] : [args.After.Subnet] });
        Id = Subnet.Id;

        RegisterOutputs();
    }

    /// <summary>Id of the subnet.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Id of its security group.</summary>
    internal Output<string> NetworkSecurityGroup { get; }

    private Subnet Subnet { get; }

    private static IEnumerable<SecurityRuleArgs> Rules(SecuredSubnetArgs args)
    {
        string[] within = args.Behind is { } behind ? [args.Range.ToString(), behind.ToString()] : [args.Range.ToString()];
        yield return Rule("allow-in", 100, SecurityRuleDirection.Inbound, SecurityRuleAccess.Allow, [.. args.OpenTo.Select(range => range.ToString()).Union(within)], within);
        // Azure's own load balancer asks the nodes whether they are well.
        yield return Rule("allow-probes", 110, SecurityRuleDirection.Inbound, SecurityRuleAccess.Allow, ["AzureLoadBalancer"], within);
        yield return Rule("deny-in", 4096, SecurityRuleDirection.Inbound, SecurityRuleAccess.Deny, ["*"], ["*"]);
        yield return Rule("allow-out", 100, SecurityRuleDirection.Outbound, SecurityRuleAccess.Allow, within, [.. args.Reaches.Select(range => range.ToString()).Union(within)]);
        if (args.RouteTable is not null)
        {
            // What the route hands to the firewall still has its own destination when this group looks: the firewall decides by name.
            yield return Rule("allow-to-firewall", 110, SecurityRuleDirection.Outbound, SecurityRuleAccess.Allow, within, ["Internet"], ["53", "80", "443"]);
        }
        yield return Rule("deny-internet", 4095, SecurityRuleDirection.Outbound, SecurityRuleAccess.Deny, ["*"], ["Internet"]);
        yield return Rule("deny-out", 4096, SecurityRuleDirection.Outbound, SecurityRuleAccess.Deny, ["*"], ["*"]);
    }

    private static SecurityRuleArgs Rule(
        string name, int priority, SecurityRuleDirection direction, SecurityRuleAccess access, string[] from, string[] to, string[]? ports = null)
    {
        var rule = new SecurityRuleArgs
        {
            Name = name,
            Priority = priority,
            Direction = direction,
            Access = access,
            Protocol = SecurityRuleProtocol.Asterisk,
            SourcePortRange = "*",
        };
        if (ports is null)
            rule.DestinationPortRange = "*";
        else
            rule.DestinationPortRanges = ports;
        if (from is [var source])
            rule.SourceAddressPrefix = source;
        else
            rule.SourceAddressPrefixes = from;
        if (to is [var destination])
            rule.DestinationAddressPrefix = destination;
        else
            rule.DestinationAddressPrefixes = to;
        return rule;
    }
}
