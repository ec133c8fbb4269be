using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;

namespace K8tre.Components.Azure.Storage;

/// <summary>Inputs of <see cref="ContainerRegistry"/>.</summary>
public sealed record ContainerRegistryArgs
{
    /// <summary>Scope of the registry.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Globally unique name of the registry, 5 to 50 letters and digits.</summary>
    public required string RegistryName { get; init; }

    /// <summary>Indicates that images are replicated across availability zones.</summary>
    public required bool IsZoneRedundant { get; init; }

    /// <summary>Id of the subnet of the private endpoint, which needs two addresses: for the API and for the layers.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>Private DNS zone <c>privatelink.azurecr.io</c>.</summary>
    public required IPrivateDnsZone Zone { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the log of pulls and pushes.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>Object ids of identities that pull, like those of kubelets, each with a short name. Default: none.</summary>
    public IReadOnlyDictionary<string, Input<string>> Pullers { get; init; } = new Dictionary<string, Input<string>>();

    /// <summary>Registries whose images are cached. Default: those of K8TRE's images that need no account.</summary>
    public IReadOnlyList<RegistryUpstream> Upstreams { get; init; } = RegistryUpstream.ForK8tre;

    /// <summary>The caches, as mirrors of their registries.</summary>
    public ImageMirrors Mirrors => MirrorsIn(RegistryName, Upstreams.Select(upstream => upstream.Host));

    /// <summary>Returns the caches of a registry as mirrors.</summary>
    /// <param name="registryName">Name of the container registry.</param>
    /// <param name="upstreams">Hosts of the registries whose images it caches.</param>
    public static ImageMirrors MirrorsIn(string registryName, IEnumerable<string> upstreams)
    {
        ArgumentNullException.ThrowIfNull(registryName);
        return new() { Addresses = upstreams.ToDictionary(host => host, host => $"{registryName.ToLowerInvariant()}.azurecr.io/{host}") };
    }

    /// <summary>Days that a deleted image can be restored, 1 to 90. Default: 30.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    public int DeletedKeptDays
    {
        get;
        init => field = value is >= 1 and <= 90
            ? value
            : throw new ArgumentOutOfRangeException(nameof(DeletedKeptDays), value, "supply 1 to 90");
    } = 30;

    /// <summary>
    /// Indicates that Microsoft Defender may bypass the network rules, as a trusted service, to scan images. Default: false.
    /// </summary>
    public bool IsScanned { get; init; }

    /// <summary>Customer-managed key. It cannot be set on an existing registry. Default: none; Azure manages the key.</summary>
    /// <remarks>https://learn.microsoft.com/azure/container-registry/tutorial-customer-managed-keys</remarks>
    public CustomerManagedKey? Key { get; init; }
}
