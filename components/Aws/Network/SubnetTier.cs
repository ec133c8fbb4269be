using System.Net;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Ec2;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="SubnetTier"/>.</summary>
public sealed record SubnetTierArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Id of the VPC.</summary>
    public required Input<string> VpcId { get; init; }

    /// <summary>Zones, each by its letter, with the range of the subnet in it.</summary>
    public required IReadOnlyList<(string Zone, IPNetwork Range)> Ranges { get; init; }

    /// <summary>Indicates that each zone has its own route table. Default: false, the zones share one.</summary>
    public bool HasTablePerZone { get; init; }

    /// <summary>Tags of the subnets besides their names. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// Subnets for one purpose, one in each zone. Machines in them get no public address by default, and there is no route out until one is
/// added.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html</remarks>
public sealed class SubnetTier : ComponentResource
{
    /// <summary>Creates the subnets and their route tables.</summary>
    public SubnetTier(string name, SubnetTierArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:SubnetTier", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        RouteTables = args.HasTablePerZone
            ? [.. args.Ranges.Select(range => CreateTable($"{name}-{range.Zone}-routes"))]
            : [CreateTable($"{name}-routes")];
        Subnets =
        [
            .. args.Ranges.Select((range, index) =>
                CreateSubnet($"{name}-{range.Zone}", range, RouteTables[args.HasTablePerZone ? index : 0])),
        ];

        RegisterOutputs();

        Output<string> CreateTable(string table) =>
            new RouteTable(table, new() { VpcId = args.VpcId, Tags = { ["Name"] = table } }, inside).Id;

        Output<string> CreateSubnet(string zone, (string Zone, IPNetwork Range) range, Output<string> table)
        {
            var subnet = new Subnet(zone, new()
            {
                VpcId = args.VpcId,
                AvailabilityZone = $"{args.Scope.Region}{range.Zone}",
                CidrBlock = range.Range.ToString(),
                MapPublicIpOnLaunch = false,
                Tags = new Dictionary<string, string>(args.Tags) { ["Name"] = zone },
            }, inside);
            _ = new RouteTableAssociation($"{zone}-routing", new() { SubnetId = subnet.Id, RouteTableId = table }, inside);
            return subnet.Id;
        }
    }

    /// <summary>Ids of the subnets, in the order of the zones.</summary>
    public IReadOnlyList<Output<string>> Subnets { get; }

    /// <summary>Ids of the route tables: one, or one for each zone in their order.</summary>
    public IReadOnlyList<Output<string>> RouteTables { get; }
}
