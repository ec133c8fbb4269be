using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;

namespace K8tre.Components.Azure;

/// <summary>Inputs of <see cref="ClusterVault"/>.</summary>
public sealed record ClusterVaultArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureSite Site { get; init; }

    /// <summary>Name of the vault, unique in the world, at most 24 characters.</summary>
    public required string VaultName { get; init; }

    /// <summary>Id of the subnet of its private endpoint.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>The zone <c>privatelink.vaultcore.azure.net</c>.</summary>
    public required PrivateZone Zone { get; init; }

    /// <summary>Where it logs who used it.</summary>
    public required LogWorkspace Logs { get; init; }
}

/// <summary>
/// The vault of a cluster: the key that encrypts Secrets in etcd, and the key of its disks. Whoever loses the vault loses both, so it is
/// protected from deletion here, and Azure keeps what is deleted all the same.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption</remarks>
public sealed class ClusterVault : ComponentResource
{
    /// <summary>Makes the vault and its keys.</summary>
    public ClusterVault(string name, ClusterVaultArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ClusterVault", name, options)
    {
        var kept = new CustomResourceOptions { Parent = this, Protect = true };
        var vault = new Vault(name, new()
        {
            VaultName = args.VaultName,
            ResourceGroupName = args.Site.ResourceGroup,
            Location = args.Site.Region,
            Properties = new VaultPropertiesArgs
            {
                TenantId = args.Site.TenantId,
                Sku = new Pulumi.AzureNative.KeyVault.Inputs.SkuArgs { Family = SkuFamily.A, Name = SkuName.Premium },
                EnableRbacAuthorization = true,
                EnableSoftDelete = true,
                SoftDeleteRetentionInDays = 90,
                EnablePurgeProtection = true,
                PublicNetworkAccess = "Disabled",
                // Managed disks reach it as a trusted service: they have no address in our network.
                NetworkAcls = new NetworkRuleSetArgs { DefaultAction = NetworkRuleAction.Deny, Bypass = NetworkRuleBypassOptions.AzureServices },
            },
        }, kept);
        args.Logs.Collect(name, vault.Id);
        var link = new PrivateLink(
            $"{name}-link", new() { Site = args.Site, Subnet = args.Subnet, Target = vault.Id, Service = "vault", Zone = args.Zone }, new() { Parent = this });

        Id = Output.Tuple(vault.Id, link.IsReady).Apply(ready => ready.Item1);
        EtcdKey = Key("etcd", JsonWebKeyOperation.Encrypt, JsonWebKeyOperation.Decrypt).KeyUriWithVersion;
        DiskKey = Key("disks", JsonWebKeyOperation.WrapKey, JsonWebKeyOperation.UnwrapKey).KeyUriWithVersion;

        RegisterOutputs();

        Key Key(string role, params JsonWebKeyOperation[] operations) => new($"{name}-{role}", new()
        {
            KeyName = role,
            VaultName = vault.Name,
            ResourceGroupName = args.Site.ResourceGroup,
            Properties = new KeyPropertiesArgs
            {
                Kty = JsonWebKeyType.RSA_HSM,
                KeySize = 3072,
                KeyOps = operations.Select(operation => (InputUnion<string, JsonWebKeyOperation>)operation).ToArray(),
            },
        }, kept);
    }

    /// <summary>Id of the vault. Known once it answers in our network.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>URL of the key of etcd, with its version.</summary>
    [Output("etcdKey")]
    public Output<string> EtcdKey { get; private set; }

    /// <summary>URL of the key of the disks, with its version.</summary>
    [Output("diskKey")]
    public Output<string> DiskKey { get; private set; }
}
