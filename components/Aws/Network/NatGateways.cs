using System.Collections.Immutable;
using Pulumi.Aws.Ec2;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="NatGateways"/>.</summary>
public sealed record NatGatewaysArgs
{
    /// <summary>The zones, each by its letter.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Ids of the subnets, in the order of the zones. Their route leads to the internet.</summary>
    public required IReadOnlyList<Output<string>> Subnets { get; init; }

    /// <summary>Whether each zone has one of its own. If not, all use that of the first zone, and leave with it when it fails.</summary>
    public required bool IsPerZone { get; init; }
}

/// <summary>The addresses under which a network goes out: nothing comes in by them.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html</remarks>
public sealed class NatGateways : ComponentResource
{
    /// <summary>Makes the gateways.</summary>
    public NatGateways(string name, NatGatewaysArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:NatGateways", name, options)
    {
        var (inside, made) = (new CustomResourceOptions { Parent = this }, args.IsPerZone ? args.Zones.Count : 1);
        var addresses = args.Zones.Take(made).Select(zone => new Eip(
            $"{name}-{zone}-address", new() { Domain = "vpc", Tags = { ["Name"] = $"{name}-{zone}" } }, inside)).ToArray();
        var gateways = addresses.Select((address, index) => new NatGateway($"{name}-{args.Zones[index]}", new()
        {
            AllocationId = address.Id,
            ConnectivityType = "public",
            SubnetId = args.Subnets[index],
            Tags = { ["Name"] = $"{name}-{args.Zones[index]}" },
        }, inside).Id).ToArray();

        Addresses = Output.All(addresses.Select(address => address.PublicIp));
        Gateways = [.. args.Zones.Select((_, index) => gateways[args.IsPerZone ? index : 0])];

        RegisterOutputs();
    }

    /// <summary>Public addresses, which others see and may ask for.</summary>
    [Output("addresses")]
    public Output<ImmutableArray<string>> Addresses { get; private set; }

    /// <summary>Ids of the gateway that each zone uses, in their order.</summary>
    public IReadOnlyList<Output<string>> Gateways { get; }
}
