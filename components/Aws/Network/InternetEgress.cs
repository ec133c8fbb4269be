using System.Collections.Immutable;
using System.Net;
using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Egress;
using Pulumi.Aws.Ec2;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="InternetEgress"/>.</summary>
public sealed record InternetEgressArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Id of the VPC.</summary>
    public required Input<string> VpcId { get; init; }

    /// <summary>Range of the VPC, divided as <see cref="AddressPlan"/> describes.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>Zones, each by its letter.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Ids of the route tables of the private subnets, in the order of the zones.</summary>
    public required IReadOnlyList<Output<string>> PrivateRouteTables { get; init; }

    /// <summary>Indicates that each zone has its own NAT gateway.</summary>
    public required bool HasNatPerZone { get; init; }

    /// <summary>Indicates that outbound traffic passes a firewall.</summary>
    public required bool HasFirewall { get; init; }

    /// <summary>Indicates that AWS refuses to delete the firewall.</summary>
    public required bool IsProtected { get; init; }

    /// <summary>Names that outbound traffic may have as its destination.</summary>
    public required IReadOnlyList<EgressRule> Egress { get; init; }

    /// <summary>Log groups of the firewall.</summary>
    public required LogGroupSettings Logs { get; init; }
}

/// <summary>Egress of a VPC to the internet: outbound traffic passes the firewall of its zone, then a NAT gateway.</summary>
/// <remarks>
/// The firewall is in front of the gateway, where it sees the source of a connection. Replies must pass it too, so that the gateways'
/// subnets have routes to it. Load balancers, to which machines in the VPC reply directly, cannot be in these subnets.
/// https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html#route-tables-appliance-routing
/// </remarks>
public sealed class InternetEgress : ComponentResource
{
    private const string Everywhere = "0.0.0.0/0";

    private readonly string _name;
    private readonly InternetEgressArgs _args;

    /// <summary>Connects a VPC to the internet.</summary>
    public InternetEgress(string name, InternetEgressArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:InternetEgress", name, options)
    {
        (_name, _args) = (name, args);
        var gateway = new InternetGateway(name, new() { VpcId = args.VpcId, Tags = { ["Name"] = name } }, new() { Parent = this });
        var balancers = CreateTier("public", AddressPlan.Public, tags: new() { ["kubernetes.io/role/elb"] = "1" });
        _ = AddRoute("public-out", balancers.RouteTables[0], Everywhere, new() { GatewayId = gateway.Id });
        PublicSubnets = balancers.Subnets;

        var translators = CreateTier("nat", AddressPlan.Nat);
        var toInternet = AddRoute("nat-out", translators.RouteTables[0], Everywhere, new() { GatewayId = gateway.Id });
        var nat = new NatGateways($"{name}-gateways", new()
        {
            Zones = args.Zones,
            Subnets = translators.Subnets,
            IsPerZone = args.HasNatPerZone,
            DependsOn = [translators, toInternet],
        }, new() { Parent = this });
        Addresses = nat.Addresses;
        if (args.HasFirewall)
        {
            AddFirewall(nat, translators.RouteTables[0]);
        }
        else
        {
            foreach (var (zone, index) in args.Zones.Select((zone, index) => (zone, index)))
                _ = AddRoute($"private-{zone}-out", args.PrivateRouteTables[index], Everywhere, new()
                {
                    NatGatewayId = nat.Gateways[index],
                });
        }

        RegisterOutputs();
    }

    /// <summary>Ids of the subnets of public load balancers, in the order of the zones.</summary>
    public IReadOnlyList<Output<string>> PublicSubnets { get; }

    /// <summary>Public addresses of outbound connections.</summary>
    [Output("addresses")]
    public Output<ImmutableArray<string>> Addresses { get; private set; }

    private void AddFirewall(NatGateways nat, Output<string> natRoutes)
    {
        var tier = CreateTier("firewall", AddressPlan.Firewall, perZone: true);
        var firewall = new EgressFirewall($"{_name}-egress", new()
        {
            VpcId = _args.VpcId,
            Range = _args.Range,
            Subnets = tier.Subnets,
            Egress = _args.Egress,
            IsProtected = _args.IsProtected,
            Logs = _args.Logs,
            DependsOn = [tier],
        }, new() { Parent = this });
        foreach (var (zone, index) in _args.Zones.Select((zone, index) => (zone, index)))
        {
            var endpoint = firewall.Endpoints[index];
            // Routes follow once the firewall logs what passes.
            _ = AddRoute($"private-{zone}-out", _args.PrivateRouteTables[index], Everywhere, new() { VpcEndpointId = endpoint }, firewall);
            _ = AddRoute($"firewall-{zone}-out", tier.RouteTables[index], Everywhere, new() { NatGatewayId = nat.Gateways[index] });
            var inside = AddressPlan.Private(_args.Range, index).ToString();
            _ = AddRoute($"nat-{zone}-back", natRoutes, inside, new() { VpcEndpointId = endpoint }, firewall);
        }
    }

    private SubnetTier CreateTier(
        string role, Func<IPNetwork, int, IPNetwork> range, bool perZone = false, Dictionary<string, string>? tags = null) =>
        new($"{_name}-{role}", new()
        {
            Scope = _args.Scope,
            VpcId = _args.VpcId,
            Ranges = [.. _args.Zones.Select((zone, index) => (zone, range(_args.Range, index)))],
            HasTablePerZone = perZone,
            Tags = tags ?? [],
        }, new() { Parent = this });

    private Route AddRoute(string role, Input<string> table, string to, RouteArgs route, params IReadOnlyList<Resource> dependsOn)
    {
        (route.RouteTableId, route.DestinationCidrBlock) = (table, to);
        return new($"{_name}-{role}", route, new() { Parent = this, DependsOn = [.. dependsOn] });
    }
}
