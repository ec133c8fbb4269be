using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;
using EncryptionIdentityArgs = Pulumi.AzureNative.Storage.Inputs.EncryptionIdentityArgs;

namespace K8tre.Components.Azure.Storage;

/// <summary>Common inputs of storage accounts: no public access, and a tag for research data.</summary>
/// <remarks>https://learn.microsoft.com/azure/storage/blobs/security-recommendations</remarks>
internal static class StorageAccountDefaults
{
    /// <summary>Returns options that keep the data when the account is removed from the stack, or the stack is destroyed.</summary>
    /// <param name="parent">Parent of the resource.</param>
    public static CustomResourceOptions Kept(Resource parent) => KeptAfter(parent, null);

    /// <summary>Returns the same options for an account that is encrypted with a customer-managed key.</summary>
    /// <param name="parent">Parent of the account.</param>
    /// <param name="identity">Identity that uses the key. Null: Azure manages the key.</param>
    public static CustomResourceOptions KeptAfter(Resource parent, EncryptionIdentity? identity) =>
        new() { Parent = parent, Protect = true, RetainOnDelete = true, DependsOn = identity is null ? [] : [identity] };

    /// <summary>Returns the inputs of an account. The caller decides about access with the account's key.</summary>
    /// <param name="scope">Scope of the account.</param>
    /// <param name="accountName">Name of the account.</param>
    /// <param name="isZoneRedundant">True for replication across three availability zones.</param>
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
        // Data are copied only from accounts with private links to the same network.
        AllowedCopyScope = AllowedCopyScope.PrivateLink,
        EnableHttpsTrafficOnly = true,
        MinimumTlsVersion = MinimumTlsVersion.TLS1_2,
        IsLocalUserEnabled = false,
        IsSftpEnabled = false,
        Encryption = new EncryptionArgs { KeySource = KeySource.Microsoft_Storage, RequireInfrastructureEncryption = true },
        Tags = { ["k8tre/data"] = "research" },
    };

    /// <summary>Applies encryption with a customer-managed key.</summary>
    /// <param name="account">Inputs of the account.</param>
    /// <param name="key">The key.</param>
    /// <param name="identity">Identity with which the account uses the key.</param>
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
