using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;

namespace K8tre.Components.Azure.Vaults;

/// <summary>Common inputs of key vaults: no public access, Azure RBAC, soft delete and purge protection.</summary>
/// <remarks>https://learn.microsoft.com/azure/key-vault/general/secure-key-vault</remarks>
internal static class KeyVaultDefaults
{
    /// <summary>Returns the inputs of a vault.</summary>
    /// <param name="scope">Scope of the vault.</param>
    /// <param name="vaultName">Name of the vault.</param>
    /// <param name="sku">SKU. Premium supports keys in HSMs.</param>
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
            // Managed disks and Azure Resource Manager have no address in the platform's network. They connect as trusted services.
            NetworkAcls = new NetworkRuleSetArgs
            {
                DefaultAction = NetworkRuleAction.Deny,
                Bypass = NetworkRuleBypassOptions.AzureServices,
            },
        },
    };

    /// <summary>
    /// Returns a policy that rotates a key every year. Keys do not expire: data that nobody has rewritten still need an old version.
    /// </summary>
    public static RotationPolicyArgs Yearly() => new()
    {
        LifetimeActions =
        {
            new LifetimeActionArgs
            {
                Action = new ActionArgs { Type = KeyRotationPolicyActionType.Rotate },
                Trigger = new TriggerArgs { TimeAfterCreate = "P1Y" },
            },
        },
    };
}
