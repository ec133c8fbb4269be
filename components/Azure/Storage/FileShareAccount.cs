using K8tre.Components.Azure.Dns;
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
    /// <summary>Scope of the account.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Globally unique name of the account, 3 to 24 lower-case letters and digits.</summary>
    public required string AccountName { get; init; }

    /// <summary>Indicates that data are replicated across three availability zones. Otherwise they are replicated within one.</summary>
    public required bool IsZoneRedundant { get; init; }

    /// <summary>Id of the subnet of the private endpoint.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>Private DNS zone <c>privatelink.file.core.windows.net</c>.</summary>
    public required IPrivateDnsZone Zone { get; init; }

    /// <summary>Days that a deleted share can be restored, 1 to 365. Default: 30.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    public int DeletedKeptDays
    {
        get;
        init => field = value is >= 1 and <= 365
            ? value
            : throw new ArgumentOutOfRangeException(nameof(DeletedKeptDays), value, "supply 1 to 365");
    } = 30;

    /// <summary>Customer-managed key. Default: none; Azure manages the key.</summary>
    public CustomerManagedKey? Key { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the access log. Default: none.</summary>
    public Input<string>? LogWorkspace { get; init; }
}

/// <summary>
/// Storage account of the storage class <c>rwx-default</c>, with file shares that only the nodes reach. It is kept when the stack is
/// destroyed. K8TRE's storage classes name this account.
/// </summary>
/// <remarks>
/// https://learn.microsoft.com/azure/aks/azure-files-csi,
/// https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/storage-class/azure
/// </remarks>
public sealed class FileShareAccount : ComponentResource
{
    /// <summary>Creates the account.</summary>
    public FileShareAccount(string name, FileShareAccountArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:FileShareAccount", name, options)
    {
        var inputs = StorageAccountDefaults.For(args.Scope, args.AccountName, args.IsZoneRedundant);
        // The file driver mounts SMB shares with the account's key. It supports no other method for Linux pods.
        inputs.AllowSharedKeyAccess = true;
        inputs.SasPolicy = new SasPolicyArgs { SasExpirationPeriod = "1.00:00:00", ExpirationAction = ExpirationAction.Log };
        EncryptionIdentity? identity = null;
        if (args.Key is { } key)
        {
            identity = new($"{name}-identity", new() { Scope = args.Scope, Key = key }, new() { Parent = this });
            StorageAccountDefaults.Encrypt(inputs, key, identity);
        }
        var account = new StorageAccount(name, inputs, StorageAccountDefaults.KeptAfter(this, identity));

        _ = new FileServiceProperties($"{name}-shares", new()
        {
            FileServicesName = "default",
            AccountName = account.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            ShareDeleteRetentionPolicy = new DeleteRetentionPolicyArgs { Enabled = true, Days = args.DeletedKeptDays },
            // Only the protocol and ciphers that Linux nodes and the driver use:
            // https://learn.microsoft.com/azure/storage/files/files-smb-protocol
            ProtocolSettings = new ProtocolSettingsArgs
            {
                Smb = new SmbSettingArgs
                {
                    Versions = "SMB3.1.1",
                    AuthenticationMethods = "NTLMv2",
                    ChannelEncryption = "AES-128-GCM;AES-256-GCM",
                },
            },
        }, StorageAccountDefaults.Kept(this));
        if (args.LogWorkspace is not null)
        {
            _ = new DiagnosticLogs($"{name}-logs", new()
            {
                Resource = Output.Format($"{account.Id}/fileServices/default"),
                Workspace = args.LogWorkspace,
                HasMetrics = true,
            }, new() { Parent = this });
        }

        _ = new PrivateEndpoint($"{name}-endpoint", new()
        {
            Scope = args.Scope,
            Subnet = args.Subnet,
            Target = account.Id,
            Service = "file",
            Zone = args.Zone,
        }, new() { Parent = this });
        Id = account.Id;

        RegisterOutputs();
    }

    /// <summary>Id of the account.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }
}
