using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.PrivateDns;
using NativePrivateZone = Pulumi.AzureNative.PrivateDns.PrivateZone;

namespace K8tre.Components.Azure.Dns;

/// <summary>Inputs of <see cref="PrivateDnsZone"/>.</summary>
public sealed record PrivateDnsZoneArgs
{
    /// <summary>Scope of the zone.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Name of the zone.</summary>
    public required string Domain { get; init; }

    /// <summary>Ids of the networks that are linked to the zone, each with the name of its link. Default: none.</summary>
    public IReadOnlyDictionary<string, Input<string>> Networks { get; init; } = new Dictionary<string, Input<string>>();

    /// <summary>Resources that must exist before the links, such as the subnets of the hub. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>Private DNS zone with links to networks. More networks are linked by <see cref="PrivateDnsZoneLinks"/>.</summary>
/// <remarks>https://learn.microsoft.com/azure/private-link/private-endpoint-dns</remarks>
public sealed class PrivateDnsZone : ComponentResource, IPrivateDnsZone
{
    /// <summary>Creates the zone and its links.</summary>
    public PrivateDnsZone(string name, PrivateDnsZoneArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:PrivateDnsZone", name, options)
    {
        var zone = new NativePrivateZone(
            name,
            new() { PrivateZoneName = args.Domain, ResourceGroupName = args.Scope.ResourceGroup, Location = PrivateDnsZoneLinks.Location },
            new() { Parent = this });
        (Id, ZoneName, ResourceGroup) = (zone.Id, zone.Name, args.Scope.ResourceGroup.ToOutput());
        foreach (var (link, network) in args.Networks)
        {
            _ = new VirtualNetworkLink(
                $"{name}-{link}", PrivateDnsZoneLinks.Link(this, link, network), new() { Parent = this, DependsOn = [.. args.DependsOn] });
        }

        RegisterOutputs();
    }

    /// <inheritdoc/>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <inheritdoc/>
    [Output("zoneName")]
    public Output<string> ZoneName { get; private set; }

    /// <inheritdoc/>
    public Output<string> ResourceGroup { get; }

    /// <inheritdoc/>
    public bool IsShared => false;

    /// <inheritdoc/>
    public ProviderResource? Provider => null;

    /// <inheritdoc/>
    public IReadOnlyList<Resource> Resources => [this];
}
