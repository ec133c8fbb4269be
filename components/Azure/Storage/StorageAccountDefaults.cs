using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;

namespace K8tre.Components.Azure.Storage;

/// <summary>What every storage account of a platform has in common: no network but ours reaches it, and it marks what it holds as research data.</summary>
/// <remarks>https://learn.microsoft.com/azure/storage/blobs/security-recommendations</remarks>
internal static class StorageAccountDefaults
{
    /// <summary>Whoever deletes the stack, or takes an account out of it, leaves the data where they are.</summary>
    public static CustomResourceOptions Kept(Resource parent) => new() { Parent = parent, Protect = true, RetainOnDelete = true };

    /// <summary>The account's inputs. Whether its key opens it is for the caller to say.</summary>
    /// <param name="scope">Where it goes.</param>
    /// <param name="accountName">Its name.</param>
    /// <param name="isZoneRedundant">Whether every write goes to three zones.</param>
    public static StorageAccountArgs For(AzureScope scope, string accountName, bool isZoneRedundant) => new()
    {
        AccountName = accountName,
        ResourceGroupName = scope.ResourceGroup,
        Location = scope.Region,
        Kind = Kind.StorageV2,
        Sku = new SkuArgs { Name = isZoneRedundant ? SkuName.Standard_ZRS : SkuName.Standard_LRS },
        PublicNetworkAccess = PublicNetworkAccess.Disabled,
        NetworkRuleSet = new NetworkRuleSetArgs { DefaultAction = DefaultAction.Deny, Bypass = Bypass.None },
        AllowBlobPublicAccess = false,
        AllowCrossTenantReplication = false,
        // Nothing is copied into it from an account that our own network does not reach.
        AllowedCopyScope = AllowedCopyScope.PrivateLink,
        EnableHttpsTrafficOnly = true,
        MinimumTlsVersion = MinimumTlsVersion.TLS1_2,
        IsLocalUserEnabled = false,
        IsSftpEnabled = false,
        Encryption = new EncryptionArgs { KeySource = KeySource.Microsoft_Storage, RequireInfrastructureEncryption = true },
        Tags = { ["k8tre/data"] = "research" },
    };

    /// <summary>Lays a key of ours over Azure's.</summary>
    /// <param name="account">The account's inputs.</param>
    /// <param name="key">The key.</param>
    /// <param name="identity">As whom the account asks for it.</param>
    public static void Encrypt(StorageAccountArgs account, CustomerManagedKey key, EncryptionIdentity identity)
    {
        account.Identity = new IdentityArgs { Type = IdentityType.UserAssigned, UserAssignedIdentities = { identity.Id } };
        account.Encryption = new EncryptionArgs
        {
            KeySource = KeySource.Microsoft_Keyvault,
            RequireInfrastructureEncryption = true,
            EncryptionIdentity = new EncryptionIdentityArgs { EncryptionUserAssignedIdentity = identity.Id },
            KeyVaultProperties = new KeyVaultPropertiesArgs { KeyName = key.Name, KeyVaultUri = key.VaultUrl },
        };
    }
}
