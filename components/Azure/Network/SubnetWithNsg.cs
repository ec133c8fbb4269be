using System.Net;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Network;

/// <summary>Inputs of <see cref="SubnetWithNsg"/>.</summary>
public sealed record SubnetWithNsgArgs
{
    /// <summary>Scope of the network.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Name of the network that the subnet belongs to.</summary>
    public required Input<string> Network { get; init; }

    /// <summary>Name of the subnet.</summary>
    public required string SubnetName { get; init; }

    /// <summary>Address range of the subnet.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>Inbound connections that are allowed. All others are denied.</summary>
    public required IReadOnlyList<NetworkSecurityRule> AllowInbound { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the logs of the network security group.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>Outbound connections that are allowed besides those through the firewall. Default: none.</summary>
    public IReadOnlyList<NetworkSecurityRule> AllowOutbound { get; init; } = [];

    /// <summary>Address range that machines in the subnet use besides the subnet's own, like that of pods. Default: none.</summary>
    public IPNetwork? AdditionalRange { get; init; }

    /// <summary>Id of the route table. Default: none; the subnet has no route to the internet.</summary>
    public Input<string>? RouteTable { get; init; }

    /// <summary>Service that the subnet is delegated to, like <c>Microsoft.ContainerService/managedClusters</c>. Default: none.</summary>
    public string? Delegation { get; init; }

    /// <summary>Resources that must exist before the subnet: Azure changes one subnet of a network at a time. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>Subnet with a network security group that denies all connections that are not listed.</summary>
/// <remarks>https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview</remarks>
public sealed class SubnetWithNsg : ComponentResource
{
    // Between the priorities of the rules that every subnet has.
    private const int FirstOwnPriority = 200, Step = 10;

    /// <summary>Creates the subnet and its network security group.</summary>
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
        _ = new DiagnosticLogs($"{name}-nsg-logs", new() { Resource = group.Id, Workspace = args.LogWorkspace }, new() { Parent = this });

        var subnet = new Subnet(name, Inputs(args, group), new() { Parent = this, DependsOn = [.. args.DependsOn] });
        (Id, Subnet) = (subnet.Id, subnet);

        RegisterOutputs();
    }

    /// <summary>Id of the subnet.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>The subnet itself, for resources that must be created after it.</summary>
    public Resource Subnet { get; }

    private static Pulumi.AzureNative.Network.SubnetArgs Inputs(SubnetWithNsgArgs args, NetworkSecurityGroup group)
    {
        var subnet = new Pulumi.AzureNative.Network.SubnetArgs
        {
            SubnetName = args.SubnetName,
            ResourceGroupName = args.Scope.ResourceGroup,
            VirtualNetworkName = args.Network,
            AddressPrefix = args.Range.ToString(),
            DefaultOutboundAccess = false,
            // Otherwise the security group and the route table do not apply to private endpoints.
            PrivateEndpointNetworkPolicies = VirtualNetworkPrivateEndpointNetworkPolicies.Enabled,
            NetworkSecurityGroup = new Pulumi.AzureNative.Network.Inputs.NetworkSecurityGroupArgs { Id = group.Id },
        };
        if (args.RouteTable is not null)
            subnet.RouteTable = new Pulumi.AzureNative.Network.Inputs.RouteTableArgs { Id = args.RouteTable };
        if (args.Delegation is not null)
            subnet.Delegations.Add(new DelegationArgs { Name = "service", ServiceName = args.Delegation });
        return subnet;
    }

    private static IEnumerable<SecurityRuleArgs> Rules(SubnetWithNsgArgs args)
    {
        string[] own = args.AdditionalRange is { } additional ? [args.Range.ToString(), additional.ToString()] : [args.Range.ToString()];

        yield return Between(Rule("allow-within-in", 100, SecurityRuleDirection.Inbound, SecurityRuleAccess.Allow), own, own);
        // Health probes of Azure Load Balancer, also for its frontend addresses.
        yield return Between(
            Rule("allow-probes-in", 110, SecurityRuleDirection.Inbound, SecurityRuleAccess.Allow), ["AzureLoadBalancer"], ["*"]);
        foreach (var (index, allowed) in args.AllowInbound.Index())
            yield return Allow(allowed, index, SecurityRuleDirection.Inbound, own);
        yield return Between(Rule("deny-in", 4096, SecurityRuleDirection.Inbound, SecurityRuleAccess.Deny), ["*"], ["*"]);

        yield return Between(Rule("allow-within-out", 100, SecurityRuleDirection.Outbound, SecurityRuleAccess.Allow), own, own);
        if (args.RouteTable is not null)
        {
            // At this point the packet still has its final destination. The firewall decides by name.
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
        // Names of rules are unique in a group, across both directions.
        var way = direction == SecurityRuleDirection.Inbound ? "in" : "out";
        var rule = Rule(
            $"allow-{allowed.Name}-{way}", FirstOwnPriority + (index * Step), direction, SecurityRuleAccess.Allow, [.. allowed.Ports]);
        if (allowed.Ports.Count > 0 && !allowed.IsUdpToo)
            rule.Protocol = SecurityRuleProtocol.Tcp;
        string[] local = allowed.Local is { } part ? [part] : own;
        if (allowed.Tag is { } tag)
            return direction == SecurityRuleDirection.Inbound ? Between(rule, [tag], local) : Between(rule, local, [tag]);
        if (direction == SecurityRuleDirection.Inbound)
        {
            rule.SourceAddressPrefixes = allowed.Ranges;
            return To(rule, local);
        }
        rule.DestinationAddressPrefixes = allowed.Ranges;
        return From(rule, local);
    }

    private static SecurityRuleArgs Rule(
        string name, int priority, SecurityRuleDirection direction, SecurityRuleAccess access, params string[] ports)
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

    // Only the singular property accepts service tags.
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
