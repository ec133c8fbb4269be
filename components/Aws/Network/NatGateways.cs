using System.Collections.Immutable;
using Pulumi.Aws.Ec2;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="NatGateways"/>.</summary>
public sealed record NatGatewaysArgs
{
    /// <summary>Zones, each by its letter.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Ids of the public subnets, in the order of the zones.</summary>
    public required IReadOnlyList<Output<string>> Subnets { get; init; }

    /// <summary>
    /// Indicates that each zone has its own gateway. Otherwise all zones use the gateway of the first one, and lose their egress if that
    /// zone fails.
    /// </summary>
    public required bool IsPerZone { get; init; }

    /// <summary>Resources that must exist first, such as the subnets' route to the internet. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>NAT gateways with the public addresses of a VPC's outbound connections. They accept no inbound connection.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html</remarks>
public sealed class NatGateways : ComponentResource
{
    /// <summary>Creates the gateways.</summary>
    public NatGateways(string name, NatGatewaysArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:NatGateways", name, options)
    {
        var zones = args.Zones.Take(args.IsPerZone ? args.Zones.Count : 1).ToArray();
        var addresses = zones.Select(zone => new Eip(
            $"{name}-{zone}-address", new() { Domain = "vpc", Tags = { ["Name"] = $"{name}-{zone}" } }, new() { Parent = this })).ToArray();
        var gateways = zones.Select((zone, index) => new NatGateway($"{name}-{zone}", new()
        {
            AllocationId = addresses[index].Id,
            ConnectivityType = "public",
            SubnetId = args.Subnets[index],
            Tags = { ["Name"] = $"{name}-{zone}" },
        }, new() { Parent = this, DependsOn = [.. args.DependsOn] }).Id).ToArray();

        Addresses = Output.All(addresses.Select(address => address.PublicIp));
        Gateways = [.. args.Zones.Select((_, index) => gateways[args.IsPerZone ? index : 0])];

        RegisterOutputs();
    }

    /// <summary>Public addresses of outbound connections.</summary>
    [Output("addresses")]
    public Output<ImmutableArray<string>> Addresses { get; private set; }

    /// <summary>Id of the gateway that each zone uses, in the order of the zones.</summary>
    public IReadOnlyList<Output<string>> Gateways { get; }
}
