using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;

namespace K8tre.Components.Azure.Storage;

/// <summary>Inputs of <see cref="FileShareAccount"/>.</summary>
public sealed record FileShareAccountArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Name of the account, unique in the world, 3 to 24 lower-case letters and digits.</summary>
    public required string AccountName { get; init; }

    /// <summary>Whether every write goes to three zones, and not to three disks of one.</summary>
    public required bool IsZoneRedundant { get; init; }

    /// <summary>Id of the subnet of its private endpoint.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>The zone <c>privatelink.file.core.windows.net</c>.</summary>
    public required PrivateDnsZone Zone { get; init; }

    /// <summary>Days that a deleted share can be brought back, 1 to 365. Default: 30.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    public int DeletedKeptDays
    {
        get;
        init => field = value is >= 1 and <= 365
            ? value
            : throw new ArgumentOutOfRangeException(nameof(DeletedKeptDays), value, "supply 1 to 365");
    } = 30;

    /// <summary>A key of ours over Azure's. Default: Azure's alone.</summary>
    public CustomerManagedKey? Key { get; init; }

    /// <summary>Where it logs who read and wrote. Default: nowhere.</summary>
    public LogWorkspace? Logs { get; init; }
}

/// <summary>
/// The account behind <c>rwx-default</c>: file shares that the nodes alone reach. It stays when the platform goes. Of the accounts of k8tre-azure
/// it is the one that K8TRE's own classes name.
/// </summary>
/// <remarks>
/// https://learn.microsoft.com/azure/aks/azure-files-csi,
/// https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/storage-class/azure
/// </remarks>
public sealed class FileShareAccount : ComponentResource
{
    /// <summary>Makes the account.</summary>
    public FileShareAccount(string name, FileShareAccountArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:FileShareAccount", name, options)
    {
        var inputs = StorageAccountDefaults.For(args.Scope, args.AccountName, args.IsZoneRedundant);
        // The file driver mounts SMB shares with the account's key: it knows no other way for pods of Linux.
        inputs.AllowSharedKeyAccess = true;
        inputs.SasPolicy = new SasPolicyArgs { SasExpirationPeriod = "1.00:00:00", ExpirationAction = ExpirationAction.Log };
        if (args.Key is { } key)
            StorageAccountDefaults.Encrypt(
                inputs, key, new EncryptionIdentity($"{name}-identity", args.Scope, key, new() { Parent = this }));
        var account = new StorageAccount(name, inputs, StorageAccountDefaults.Kept(this));

        _ = new FileServiceProperties($"{name}-shares", new()
        {
            FileServicesName = "default",
            AccountName = account.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            ShareDeleteRetentionPolicy = new DeleteRetentionPolicyArgs { Enabled = true, Days = args.DeletedKeptDays },
            // What Linux nodes and the driver speak, and nothing weaker: https://learn.microsoft.com/azure/storage/files/files-smb-protocol
            ProtocolSettings = new ProtocolSettingsArgs
            {
                Smb = new SmbSettingArgs { Versions = "SMB3.1.1", AuthenticationMethods = "NTLMv2", ChannelEncryption = "AES-128-GCM;AES-256-GCM" },
            },
        }, StorageAccountDefaults.Kept(this));
        args.Logs?.CollectWithMetrics($"{name}-logs", Output.Format($"{account.Id}/fileServices/default"));

        var link = new PrivateEndpoint(
            $"{name}-endpoint", new() { Scope = args.Scope, Subnet = args.Subnet, Target = account.Id, Service = "file", Zone = args.Zone }, new() { Parent = this });
        Id = Output.Tuple(account.Id, link.IsReady).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>Id of the account. Known once it answers in our network.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }
}
