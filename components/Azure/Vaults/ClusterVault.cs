using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;

namespace K8tre.Components.Azure.Vaults;

/// <summary>Inputs of <see cref="ClusterVault"/>.</summary>
public sealed record ClusterVaultArgs
{
    /// <summary>Scope of the vault.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Globally unique name of the vault, at most 24 characters.</summary>
    public required string VaultName { get; init; }

    /// <summary>Id of the subnet of the private endpoint.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>Private DNS zone <c>privatelink.vaultcore.azure.net</c>.</summary>
    public required IPrivateDnsZone Zone { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the audit log.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>Indicates that the vault has a key for storage accounts of the cluster. Default: false.</summary>
    public bool HoldsStorage { get; init; }
}

/// <summary>
/// Key vault of a cluster, with the key that encrypts Secrets in etcd, the key of its disks and the key of its storage accounts. The loss
/// of the vault would be the loss of all of them, so it is protected from deletion, and Azure keeps it for 90 days if it is deleted anyway.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption</remarks>
public sealed class ClusterVault : ComponentResource
{
    /// <summary>Creates the vault and its keys.</summary>
    public ClusterVault(string name, ClusterVaultArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ClusterVault", name, options)
    {
        // Snapshots are kept when the stack is destroyed. They cannot be read without the key.
        var kept = new CustomResourceOptions { Parent = this, Protect = true, RetainOnDelete = true };
        var vault = new Vault(name, KeyVaultDefaults.For(args.Scope, args.VaultName, SkuName.Premium), kept);
        _ = new DiagnosticLogs($"{name}-logs", new() { Resource = vault.Id, Workspace = args.LogWorkspace }, new() { Parent = this });
        _ = new PrivateEndpoint($"{name}-endpoint", new()
        {
            Scope = args.Scope,
            Subnet = args.Subnet,
            Target = vault.Id,
            Service = "vault",
            Zone = args.Zone,
        }, new() { Parent = this });

        (Id, Name, ResourceGroup) = (vault.Id, vault.Name, args.Scope.ResourceGroup);
        Url = Output.Format($"https://{vault.Name}.vault.azure.net");
        // No rotation: AKS knows only the last two versions, and every Secret must be rewritten after a rotation.
        // https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption#rotate-existing-keys-in-a-private-key-vault
        EtcdKey = CreateKey("etcd", rotation: null, JsonWebKeyOperation.Encrypt, JsonWebKeyOperation.Decrypt).KeyUriWithVersion;
        DiskKey = CreateKey(
            "disks", KeyVaultDefaults.Yearly(), JsonWebKeyOperation.WrapKey, JsonWebKeyOperation.UnwrapKey).KeyUriWithVersion;
        StorageKey = args.HoldsStorage
            ? new()
            {
                Vault = vault.Id,
                Url = CreateKey(
                    "storage", KeyVaultDefaults.Yearly(), JsonWebKeyOperation.WrapKey, JsonWebKeyOperation.UnwrapKey).KeyUri,
            }
            : null;

        RegisterOutputs();

        Key CreateKey(string role, RotationPolicyArgs? rotation, params JsonWebKeyOperation[] operations)
        {
            var properties = new KeyPropertiesArgs
            {
                Kty = JsonWebKeyType.RSA_HSM,
                KeySize = 3072,
                KeyOps = operations.Select(operation => (InputUnion<string, JsonWebKeyOperation>)operation).ToArray(),
            };
            if (rotation is not null)
                properties.RotationPolicy = rotation;
            return new($"{name}-{role}", new()
            {
                KeyName = role,
                VaultName = vault.Name,
                ResourceGroupName = args.Scope.ResourceGroup,
                Properties = properties,
            }, kept);
        }
    }

    /// <summary>Name of the vault.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; }

    /// <summary>URL of the vault.</summary>
    [Output("url")]
    public Output<string> Url { get; private set; }

    /// <summary>Id of the vault.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>URL of etcd's key, with its version.</summary>
    [Output("etcdKey")]
    public Output<string> EtcdKey { get; private set; }

    /// <summary>URL of the disks' key, with its version. The vault rotates the key every year, and the disks follow.</summary>
    [Output("diskKey")]
    public Output<string> DiskKey { get; private set; }

    /// <summary>
    /// Key of the cluster's storage accounts. The vault rotates the key every year, and the accounts follow. Null: there are no accounts.
    /// </summary>
    public CustomerManagedKey? StorageKey { get; }

    /// <summary>Resource group of the vault.</summary>
    internal Input<string> ResourceGroup { get; }
}
