using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;

namespace K8tre.Components.Azure.Vaults;

/// <summary>Inputs of <see cref="StorageVault"/>.</summary>
public sealed record StorageVaultArgs
{
    /// <summary>Scope of the vault: that of the account.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Globally unique name of the vault, at most 24 characters.</summary>
    public required string VaultName { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the audit log.</summary>
    public required Input<string> LogWorkspace { get; init; }
}

/// <summary>
/// Key vault with the key of a storage account that belongs to no cluster. It has no address in the platform's network: only Azure Storage
/// uses the key, as a trusted service. It is kept as long as the data.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/storage/common/customer-managed-keys-overview</remarks>
public sealed class StorageVault : ComponentResource
{
    /// <summary>Creates the vault and the key.</summary>
    public StorageVault(string name, StorageVaultArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:StorageVault", name, options)
    {
        var kept = new CustomResourceOptions { Parent = this, Protect = true, RetainOnDelete = true };
        var vault = new Vault(name, KeyVaultDefaults.For(args.Scope, args.VaultName, SkuName.Premium), kept);
        _ = new DiagnosticLogs($"{name}-logs", new() { Resource = vault.Id, Workspace = args.LogWorkspace }, new() { Parent = this });
        var key = new Key($"{name}-storage", new()
        {
            KeyName = "storage",
            VaultName = vault.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            Properties = new KeyPropertiesArgs
            {
                Kty = JsonWebKeyType.RSA_HSM,
                KeySize = 3072,
                KeyOps = new InputUnion<string, JsonWebKeyOperation>[] { JsonWebKeyOperation.WrapKey, JsonWebKeyOperation.UnwrapKey },
                RotationPolicy = KeyVaultDefaults.Yearly(),
            },
        }, kept);
        Id = vault.Id;
        Key = new() { Vault = vault.Id, Url = key.KeyUri };

        RegisterOutputs();
    }

    /// <summary>Id of the vault.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Key of the account. The vault rotates the key every year, and the account follows.</summary>
    public CustomerManagedKey Key { get; }
}
