using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;

namespace K8tre.Components.Azure;

/// <summary>Inputs of <see cref="FileStorage"/>.</summary>
public sealed record FileStorageArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureSite Site { get; init; }

    /// <summary>Name of the account, unique in the world, 3 to 24 lower-case letters and digits.</summary>
    public required string AccountName { get; init; }

    /// <summary>Whether every write goes to three zones, and not to three disks of one.</summary>
    public required bool IsZoneRedundant { get; init; }

    /// <summary>Id of the subnet of its private endpoint.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>The zone <c>privatelink.file.core.windows.net</c>.</summary>
    public required PrivateZone Zone { get; init; }
}

/// <summary>The account behind <c>rwx-default</c>: file shares that the nodes alone reach. It stays when the platform goes.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/azure-files-csi</remarks>
public sealed class FileStorage : ComponentResource
{
    /// <summary>Makes the account.</summary>
    public FileStorage(string name, FileStorageArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:FileStorage", name, options)
    {
        var account = new StorageAccount(name, new()
        {
            AccountName = args.AccountName,
            ResourceGroupName = args.Site.ResourceGroup,
            Location = args.Site.Region,
            Kind = Kind.StorageV2,
            Sku = new SkuArgs { Name = args.IsZoneRedundant ? SkuName.Standard_ZRS : SkuName.Standard_LRS },
            PublicNetworkAccess = PublicNetworkAccess.Disabled,
            NetworkRuleSet = new NetworkRuleSetArgs { DefaultAction = DefaultAction.Deny, Bypass = Bypass.None },
            AllowBlobPublicAccess = false,
            AllowCrossTenantReplication = false,
            // The file driver mounts SMB shares with the account's key: it knows no other way for pods of Linux.
            AllowSharedKeyAccess = true,
            EnableHttpsTrafficOnly = true,
            MinimumTlsVersion = MinimumTlsVersion.TLS1_2,
            IsLocalUserEnabled = false,
            IsSftpEnabled = false,
            Encryption = new EncryptionArgs { KeySource = KeySource.Microsoft_Storage, RequireInfrastructureEncryption = true },
            Tags = { ["k8tre/data"] = "research" },
        }, new() { Parent = this, Protect = true, RetainOnDelete = true });
        var link = new PrivateLink(
            $"{name}-link", new() { Site = args.Site, Subnet = args.Subnet, Target = account.Id, Service = "file", Zone = args.Zone }, new() { Parent = this });
        Id = Output.Tuple(account.Id, link.IsReady).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>Id of the account. Known once it answers in our network.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }
}
