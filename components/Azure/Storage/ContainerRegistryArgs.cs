using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;

namespace K8tre.Components.Azure.Storage;

/// <summary>Inputs of <see cref="ContainerRegistry"/>.</summary>
public sealed record ContainerRegistryArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Name of the registry, unique in the world, 5 to 50 letters and digits.</summary>
    public required string RegistryName { get; init; }

    /// <summary>Whether it survives the loss of a zone.</summary>
    public required bool IsZoneRedundant { get; init; }

    /// <summary>Id of the subnet of its private endpoint, which takes two addresses: one for the API, one for the layers.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>The zone <c>privatelink.azurecr.io</c>.</summary>
    public required PrivateDnsZone Zone { get; init; }

    /// <summary>Where it logs who pulled and pushed.</summary>
    public required LogWorkspace Logs { get; init; }

    /// <summary>Object ids of the identities that pull, like those of kubelets, by a word for each. Default: none.</summary>
    public IReadOnlyDictionary<string, Input<string>> Pullers { get; init; } = new Dictionary<string, Input<string>>();

    /// <summary>Registries whose images it passes on. Default: those of K8TRE that ask for no account.</summary>
    public IReadOnlyList<RegistryUpstream> Upstreams { get; init; } = RegistryUpstream.ForK8tre;

    /// <summary>Days that a deleted image can be brought back, 1 to 90. Default: 30.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    public int DeletedKeptDays
    {
        get;
        init => field = value is >= 1 and <= 90
            ? value
            : throw new ArgumentOutOfRangeException(nameof(DeletedKeptDays), value, "supply 1 to 90");
    } = 30;

    /// <summary>Whether Defender may come around the network, as a service that Azure trusts, and scan images. Default: false.</summary>
    public bool IsScanned { get; init; }

    /// <summary>A key of ours over Azure's; decided when the registry is made. Default: Azure's alone.</summary>
    /// <remarks>https://learn.microsoft.com/azure/container-registry/tutorial-customer-managed-keys</remarks>
    public CustomerManagedKey? Key { get; init; }
}
