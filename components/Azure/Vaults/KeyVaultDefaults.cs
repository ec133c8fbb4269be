using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;

namespace K8tre.Components.Azure.Vaults;

/// <summary>What every vault of a platform has in common: no network but ours reaches it, roles open it, and what is deleted can be had back.</summary>
/// <remarks>https://learn.microsoft.com/azure/key-vault/general/secure-key-vault</remarks>
internal static class KeyVaultDefaults
{
    /// <summary>The vault's inputs.</summary>
    /// <param name="scope">Where it goes.</param>
    /// <param name="vaultName">Its name.</param>
    /// <param name="sku">Premium keeps keys in HSMs.</param>
    public static VaultArgs For(AzureScope scope, string vaultName, SkuName sku) => new()
    {
        VaultName = vaultName,
        ResourceGroupName = scope.ResourceGroup,
        Location = scope.Region,
        Properties = new VaultPropertiesArgs
        {
            TenantId = scope.TenantId,
            Sku = new SkuArgs { Family = SkuFamily.A, Name = sku },
            EnableRbacAuthorization = true,
            EnableSoftDelete = true,
            SoftDeleteRetentionInDays = 90,
            EnablePurgeProtection = true,
            PublicNetworkAccess = "Disabled",
            // Managed disks and Azure Resource Manager reach it as trusted services: they have no address in our network.
            NetworkAcls = new NetworkRuleSetArgs { DefaultAction = NetworkRuleAction.Deny, Bypass = NetworkRuleBypassOptions.AzureServices },
        },
    };
}
