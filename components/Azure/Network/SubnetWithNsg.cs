using System.Net;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Network;

/// <summary>Inputs of <see cref="SubnetWithNsg"/>.</summary>
public sealed record SubnetWithNsgArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Name of the network that it belongs to.</summary>
    public required Input<string> Network { get; init; }

    /// <summary>Name of the subnet.</summary>
    public required string SubnetName { get; init; }

    /// <summary>Its addresses.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>What may open connections into it. All else, other networks and the internet above all, may not.</summary>
    public required IReadOnlyList<NetworkSecurityRule> AllowInbound { get; init; }

    /// <summary>Where its security group logs.</summary>
    public required LogWorkspace Logs { get; init; }

    /// <summary>What it may open connections to, beside what the firewall lets through. Default: nothing.</summary>
    public IReadOnlyList<NetworkSecurityRule> AllowOutbound { get; init; } = [];

    /// <summary>Range of addresses that machines in it hold besides the subnet's, like those of pods. Default: none.</summary>
    public IPNetwork? AdditionalRange { get; init; }

    /// <summary>Id of the table that routes what leaves it. Default: none, nothing leaves it for the internet.</summary>
    public Input<string>? RouteTable { get; init; }

    /// <summary>Service that alone may use it, like <c>Microsoft.ContainerService/managedClusters</c>. Default: none.</summary>
    public string? Delegation { get; init; }

    /// <summary>Subnet to make first: Azure changes one subnet of a network at a time. Default: none.</summary>
    public SubnetWithNsg? After { get; init; }
}

/// <summary>A subnet with a security group of its own: only what is listed comes in, and nothing else leaves but through the firewall.</summary>
/// <remarks>https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview</remarks>
public sealed class SubnetWithNsg : ComponentResource
{
    // Between the rules that every subnet has.
    private const int FirstOwnPriority = 200, Step = 10;

    /// <summary>Makes the subnet.</summary>
    public SubnetWithNsg(string name, SubnetWithNsgArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:SubnetWithNsg", name, options)
    {
        var group = new NetworkSecurityGroup($"{name}-nsg", new()
        {
            NetworkSecurityGroupName = $"nsg-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            SecurityRules = Rules(args).ToArray(),
        }, new() { Parent = this });
        args.Logs.Collect($"{name}-nsg", group.Id);

        var subnet = new Pulumi.AzureNative.Network.SubnetArgs
        {
            SubnetName = args.SubnetName,
            ResourceGroupName = args.Scope.ResourceGroup,
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

    private Subnet Subnet { get; }

    private static IEnumerable<SecurityRuleArgs> Rules(SubnetWithNsgArgs args)
    {
        string[] own = args.AdditionalRange is { } additional ? [args.Range.ToString(), additional.ToString()] : [args.Range.ToString()];

        yield return Between(Rule("allow-within-in", 100, SecurityRuleDirection.Inbound, SecurityRuleAccess.Allow), own, own);
        // Azure's own load balancer asks machines whether they are well, at addresses that it shares among them too.
        yield return Between(Rule("allow-probes-in", 110, SecurityRuleDirection.Inbound, SecurityRuleAccess.Allow), ["AzureLoadBalancer"], ["*"]);
        foreach (var (index, allowed) in args.AllowInbound.Index())
            yield return Allow(allowed, index, SecurityRuleDirection.Inbound, own);
        yield return Between(Rule("deny-in", 4096, SecurityRuleDirection.Inbound, SecurityRuleAccess.Deny), ["*"], ["*"]);

        yield return Between(Rule("allow-within-out", 100, SecurityRuleDirection.Outbound, SecurityRuleAccess.Allow), own, own);
        if (args.RouteTable is not null)
        {
            // What the route hands to the firewall still has its own destination when this group looks: the firewall decides by name.
            var rule = Rule("allow-to-firewall-out", 110, SecurityRuleDirection.Outbound, SecurityRuleAccess.Allow, "53", "80", "443");
            yield return Between(rule, own, ["Internet"]);
        }
        foreach (var (index, allowed) in args.AllowOutbound.Index())
            yield return Allow(allowed, index, SecurityRuleDirection.Outbound, own);
        yield return Between(Rule("deny-internet", 4095, SecurityRuleDirection.Outbound, SecurityRuleAccess.Deny), ["*"], ["Internet"]);
        yield return Between(Rule("deny-out", 4096, SecurityRuleDirection.Outbound, SecurityRuleAccess.Deny), ["*"], ["*"]);
    }

    private static SecurityRuleArgs Allow(NetworkSecurityRule allowed, int index, SecurityRuleDirection direction, string[] own)
    {
        // A group's rules share their names, whatever their direction.
        var way = direction == SecurityRuleDirection.Inbound ? "in" : "out";
        var rule = Rule($"allow-{allowed.Name}-{way}", FirstOwnPriority + (index * Step), direction, SecurityRuleAccess.Allow, [.. allowed.Ports]);
        if (allowed.Ports.Count > 0 && !allowed.IsUdpToo)
            rule.Protocol = SecurityRuleProtocol.Tcp;
        string[] ours = allowed.Ours is { } part ? [part] : own;
        if (allowed.Tag is { } tag)
            return direction == SecurityRuleDirection.Inbound ? Between(rule, [tag], ours) : Between(rule, ours, [tag]);
        if (direction == SecurityRuleDirection.Inbound)
        {
            rule.SourceAddressPrefixes = allowed.Ranges;
            return To(rule, ours);
        }
        rule.DestinationAddressPrefixes = allowed.Ranges;
        return From(rule, ours);
    }

    private static SecurityRuleArgs Rule(string name, int priority, SecurityRuleDirection direction, SecurityRuleAccess access, params string[] ports)
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
        if (ports.Length == 0)
            rule.DestinationPortRange = "*";
        else
            rule.DestinationPortRanges = ports;
        return rule;
    }

    private static SecurityRuleArgs Between(SecurityRuleArgs rule, string[] from, string[] to) => To(From(rule, from), to);

    // Tags stand in the singular property only.
    private static SecurityRuleArgs From(SecurityRuleArgs rule, string[] from)
    {
        if (from is [var one])
            rule.SourceAddressPrefix = one;
        else
            rule.SourceAddressPrefixes = from;
        return rule;
    }

    private static SecurityRuleArgs To(SecurityRuleArgs rule, string[] to)
    {
        if (to is [var one])
            rule.DestinationAddressPrefix = one;
        else
            rule.DestinationAddressPrefixes = to;
        return rule;
    }
}
