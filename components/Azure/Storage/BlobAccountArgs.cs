using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;

namespace K8tre.Components.Azure.Storage;

/// <summary>Inputs of <see cref="BlobAccount"/>.</summary>
public sealed record BlobAccountArgs
{
    /// <summary>Scope of the account.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Globally unique name of the account, 3 to 24 lower-case letters and digits.</summary>
    public required string AccountName { get; init; }

    /// <summary>Indicates that data are replicated across three availability zones. Otherwise they are replicated within one.</summary>
    public required bool IsZoneRedundant { get; init; }

    /// <summary>Id of the subnet of the private endpoint.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>Private DNS zone <c>privatelink.blob.core.windows.net</c>.</summary>
    public required IPrivateDnsZone Zone { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the access log.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>Names of containers, 3 to 63 lower-case letters, digits and dashes. Default: none; writers create them.</summary>
    public IReadOnlyList<string> Containers { get; init; } = [];

    /// <summary>Days that deleted blobs and containers can be restored, 1 to 365. Default: 30.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    public int DeletedKeptDays
    {
        get;
        init => field = value is >= 1 and <= 365
            ? value
            : throw new ArgumentOutOfRangeException(nameof(DeletedKeptDays), value, "supply 1 to 365");
    } = 30;

    /// <summary>Days that previous versions of blobs are kept, at least 1. Default: 90.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer.</exception>
    public int VersionsKeptDays
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(VersionsKeptDays), value, "supply at least 1");
    } = 90;

    /// <summary>Days after the last change when a blob moves to the cool tier. Default: blobs stay in the hot tier.</summary>
    public int? CoolAfterDays { get; init; }

    /// <summary>
    /// Days in which nobody can change or delete a blob after it was written, 1 to 146000. It cannot be set on an existing account. Default: none. The
    /// policy stays unlocked, so that mistakes can be corrected. Operators may lock it, which cannot be undone.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    public int? ImmutableDays
    {
        get;
        init => field = value is null or (>= 1 and <= 146000)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(ImmutableDays), value, "supply 1 to 146000, or omit it");
    }

    /// <summary>Ids of resources in the tenant that may bypass the network rules, like a backup vault, each with a short name. Default: none.</summary>
    public IReadOnlyDictionary<string, Input<string>> Trusted { get; init; } = new Dictionary<string, Input<string>>();

    /// <summary>Indicates that trusted Azure services, such as Network Watcher, may bypass the network rules to write logs. Default: false.</summary>
    /// <remarks>https://learn.microsoft.com/azure/storage/common/storage-network-security-trusted-azure-services</remarks>
    public bool TakesLogs { get; init; }

    /// <summary>Customer-managed key. Default: none; Azure manages the key.</summary>
    public CustomerManagedKey? Key { get; init; }
}
