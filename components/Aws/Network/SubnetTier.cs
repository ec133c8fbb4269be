using System.Net;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Ec2;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="SubnetTier"/>.</summary>
public sealed record SubnetTierArgs
{
    /// <summary>Where it goes.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Id of the network that it belongs to.</summary>
    public required Input<string> Network { get; init; }

    /// <summary>The zones, each by its letter, with the addresses that the subnet there has.</summary>
    public required IReadOnlyList<(string Zone, IPNetwork Range)> Ranges { get; init; }

    /// <summary>Whether each zone has a route table of its own. Default: no, they share one.</summary>
    public bool HasTablePerZone { get; init; }

    /// <summary>Tags of the subnets. Default: their names alone.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>Subnets for one purpose, one in each zone. No machine in them gets a public address by itself, and nothing leaves until a route is added.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html</remarks>
public sealed class SubnetTier : ComponentResource
{
    /// <summary>Makes the subnets and their route tables.</summary>
    public SubnetTier(string name, SubnetTierArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:SubnetTier", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        RouteTables = args.HasTablePerZone ? [.. args.Ranges.Select(range => Table($"{name}-{range.Zone}-routes"))] : [Table($"{name}-routes")];
        Subnets =
        [
            .. args.Ranges.Select((range, index) =>
            {
                var zone = $"{name}-{range.Zone}";
                var subnet = new Subnet(zone, new()
                {
                    VpcId = args.Network,
                    AvailabilityZone = $"{args.Scope.Region}{range.Zone}",
                    CidrBlock = range.Range.ToString(),
                    MapPublicIpOnLaunch = false,
                    Tags = new Dictionary<string, string>(args.Tags) { ["Name"] = zone },
                }, inside);
                var association = new RouteTableAssociation(
                    $"{zone}-routing", new() { SubnetId = subnet.Id, RouteTableId = RouteTables[args.HasTablePerZone ? index : 0] }, inside);
                return Output.Tuple(subnet.Id, association.Id).Apply(ready => ready.Item1);
            }),
        ];

        RegisterOutputs();

        Output<string> Table(string table) => new RouteTable(table, new() { VpcId = args.Network, Tags = { ["Name"] = table } }, inside).Id;
    }

    /// <summary>Ids of the subnets, in the order of the zones. Known once they have their route table.</summary>
    public IReadOnlyList<Output<string>> Subnets { get; }

    /// <summary>Ids of the route tables: one, or one for each zone in their order.</summary>
    public IReadOnlyList<Output<string>> RouteTables { get; }
}
