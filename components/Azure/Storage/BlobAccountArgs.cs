using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;

namespace K8tre.Components.Azure.Storage;

/// <summary>Inputs of <see cref="BlobAccount"/>.</summary>
public sealed record BlobAccountArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Name of the account, unique in the world, 3 to 24 lower-case letters and digits.</summary>
    public required string AccountName { get; init; }

    /// <summary>Whether every write goes to three zones, and not to three disks of one.</summary>
    public required bool IsZoneRedundant { get; init; }

    /// <summary>Id of the subnet of its private endpoint.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>The zone <c>privatelink.blob.core.windows.net</c>.</summary>
    public required PrivateDnsZone Zone { get; init; }

    /// <summary>Where it logs who read and wrote.</summary>
    public required LogWorkspace Logs { get; init; }

    /// <summary>Names of its containers, 3 to 63 lower-case letters, digits and dashes. Default: none, whoever writes makes them.</summary>
    public IReadOnlyList<string> Containers { get; init; } = [];

    /// <summary>Days that deleted blobs and containers can be brought back, 1 to 365. Default: 30.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    public int DeletedKeptDays
    {
        get;
        init => field = value is >= 1 and <= 365
            ? value
            : throw new ArgumentOutOfRangeException(nameof(DeletedKeptDays), value, "supply 1 to 365");
    } = 30;

    /// <summary>Days that what a write replaced is kept, at least 1. Default: 90.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer.</exception>
    public int VersionsKeptDays
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(VersionsKeptDays), value, "supply at least 1");
    } = 90;

    /// <summary>Days after the last change when a blob moves to a tier that costs less to keep and more to read. Default: it does not move.</summary>
    public int? CoolAfterDays { get; init; }

    /// <summary>
    /// Days in which nobody changes or deletes a blob that was written, 1 to 146000; decided when the account is made. Default: none. The policy
    /// stays unlocked, so that a mistake can be mended: locking it, for ever, is an operator's own deed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    public int? ImmutableDays
    {
        get;
        init => field = value is null or (>= 1 and <= 146000)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(ImmutableDays), value, "supply 1 to 146000, or leave it out");
    }

    /// <summary>Ids of resources in the tenant that may come around the network, like a backup vault, by a word for each. Default: none.</summary>
    public IReadOnlyDictionary<string, Input<string>> Trusted { get; init; } = new Dictionary<string, Input<string>>();

    /// <summary>Whether Azure's own services that log may come around the network, as Network Watcher does. Default: false.</summary>
    /// <remarks>https://learn.microsoft.com/azure/storage/common/storage-network-security-trusted-azure-services</remarks>
    public bool TakesLogs { get; init; }

    /// <summary>A key of ours over Azure's. Default: Azure's alone.</summary>
    public CustomerManagedKey? Key { get; init; }
}
