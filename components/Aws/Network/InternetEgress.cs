using System.Collections.Immutable;
using System.Net;
using Pulumi.Aws.Ec2;

namespace K8tre.Components.Aws.Network;

/// <summary>Where a network meets the internet: what leaves its private subnets passes the firewall of their zone, then a NAT gateway.</summary>
/// <remarks>
/// The firewall stands before the gateway, where it sees who asks. What comes back must pass it too, so that the gateways' subnets lead to it; load
/// balancers, which machines inside answer directly, cannot be in them.
/// https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html#route-tables-appliance-routing
/// </remarks>
public sealed class InternetEgress : ComponentResource
{
    private const string Everywhere = "0.0.0.0/0";

    /// <summary>Joins a network to the internet.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="network">Id of the network.</param>
    /// <param name="inside">The subnets whose way out it is, with a route table for each zone.</param>
    /// <param name="spoke">What the network is made of.</param>
    /// <param name="options">Resource options.</param>
    public InternetEgress(string name, Input<string> network, SubnetTier inside, ClusterVpcArgs spoke, ComponentResourceOptions? options = null)
        : base("k8tre:aws:InternetEgress", name, options)
    {
        var own = new CustomResourceOptions { Parent = this };
        var gateway = new InternetGateway(name, new() { VpcId = network, Tags = { ["Name"] = name } }, own);
        var balancers = Tier("public", AddressPlan.Public, tags: new() { ["kubernetes.io/role/elb"] = "1" });
        var toBalancers = Route("public-out", balancers.RouteTables[0], Everywhere, gateway: gateway.Id);
        PublicSubnets = [.. balancers.Subnets.Select(subnet => Output.Tuple(subnet, toBalancers).Apply(ready => ready.Item1))];

        var translators = Tier("nat", AddressPlan.Nat);
        var toTranslators = Route("nat-out", translators.RouteTables[0], Everywhere, gateway: gateway.Id);
        var nat = new NatGateways($"{name}-gateways", new()
        {
            Zones = spoke.Zones,
            Subnets = [.. translators.Subnets.Select(subnet => Output.Tuple(subnet, toTranslators).Apply(ready => ready.Item1))],
            IsPerZone = spoke.HasNatPerZone,
        }, new() { Parent = this });
        Addresses = nat.Addresses;

        var routes = spoke.HasFirewall
            ? ThroughFirewall(nat.Gateways)
            : spoke.Zones.Select((zone, index) => Route($"private-{zone}-out", inside.RouteTables[index], Everywhere, nat: nat.Gateways[index]));
        IsOpen = Output.All(routes).Apply(_ => true);

        RegisterOutputs();

        IEnumerable<Output<string>> ThroughFirewall(IReadOnlyList<Output<string>> gateways)
        {
            var tier = Tier("firewall", AddressPlan.Firewall, perZone: true);
            var firewall = new EgressFirewall($"{name}-egress", new()
            {
                Network = network,
                Range = spoke.Range,
                Subnets = tier.Subnets,
                Egress = spoke.Egress,
                IsProtected = spoke.IsProtected,
                Logs = spoke.Logs,
            }, new() { Parent = this });
            return spoke.Zones.SelectMany((zone, index) => new[]
            {
                Route($"private-{zone}-out", inside.RouteTables[index], Everywhere, endpoint: firewall.Endpoints[index]),
                Route($"firewall-{zone}-out", tier.RouteTables[index], Everywhere, nat: gateways[index]),
                Route($"nat-{zone}-back", translators.RouteTables[0], AddressPlan.Private(spoke.Range, index).ToString(), endpoint: firewall.Endpoints[index]),
            });
        }

        SubnetTier Tier(string role, Func<IPNetwork, int, IPNetwork> range, bool perZone = false, Dictionary<string, string>? tags = null) => new($"{name}-{role}", new()
        {
            Scope = spoke.Scope,
            Network = network,
            Ranges = [.. spoke.Zones.Select((zone, index) => (zone, range(spoke.Range, index)))],
            HasTablePerZone = perZone,
            Tags = tags ?? [],
        }, new() { Parent = this });

        Output<string> Route(string role, Input<string> table, string to, Input<string>? gateway = null, Input<string>? nat = null, Input<string>? endpoint = null) =>
            new Route($"{name}-{role}", new()
            {
                RouteTableId = table,
                DestinationCidrBlock = to,
                GatewayId = gateway,
                NatGatewayId = nat,
                VpcEndpointId = endpoint,
            }, own).Id;
    }

    /// <summary>Ids of the subnets of public load balancers, in the order of the zones. Known once the internet reaches them.</summary>
    public IReadOnlyList<Output<string>> PublicSubnets { get; }

    /// <summary>Public addresses under which the network goes out.</summary>
    [Output("addresses")]
    public Output<ImmutableArray<string>> Addresses { get; private set; }

    /// <summary>Whether there is a way out. Known once there is.</summary>
    [Output("isOpen")]
    public Output<bool> IsOpen { get; private set; }
}
