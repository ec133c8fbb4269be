using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;

namespace K8tre.Components.Azure.Vaults;

/// <summary>Inputs of <see cref="ClusterVault"/>.</summary>
public sealed record ClusterVaultArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Name of the vault, unique in the world, at most 24 characters.</summary>
    public required string VaultName { get; init; }

    /// <summary>Id of the subnet of its private endpoint.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>The zone <c>privatelink.vaultcore.azure.net</c>.</summary>
    public required PrivateDnsZone Zone { get; init; }

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
        // Snapshots stay when the platform goes, and are lost without the key.
        var kept = new CustomResourceOptions { Parent = this, Protect = true, RetainOnDelete = true };
        var vault = new Vault(name, KeyVaultDefaults.For(args.Scope, args.VaultName, SkuName.Premium), kept);
        args.Logs.Collect(name, vault.Id);
        var link = new PrivateEndpoint(
            $"{name}-endpoint", new() { Scope = args.Scope, Subnet = args.Subnet, Target = vault.Id, Service = "vault", Zone = args.Zone }, new() { Parent = this });

        Id = Output.Tuple(vault.Id, link.IsReady).Apply(ready => ready.Item1);
        Name = vault.Name;
        Url = Output.Format($"https://{vault.Name}.vault.azure.net");
        // It stays until somebody changes it and then writes every Secret anew: AKS knows the last two versions only.
        // https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption#rotate-existing-keys-in-a-private-key-vault
        EtcdKey = Key("etcd", rotation: null, JsonWebKeyOperation.Encrypt, JsonWebKeyOperation.Decrypt).KeyUriWithVersion;
        DiskKey = Key("disks", Yearly(), JsonWebKeyOperation.WrapKey, JsonWebKeyOperation.UnwrapKey).KeyUriWithVersion;

        RegisterOutputs();

        Key Key(string role, RotationPolicyArgs? rotation, params JsonWebKeyOperation[] operations)
        {
            var properties = new KeyPropertiesArgs
            {
                Kty = JsonWebKeyType.RSA_HSM,
                KeySize = 3072,
                KeyOps = operations.Select(operation => (InputUnion<string, JsonWebKeyOperation>)operation).ToArray(),
            };
            if (rotation is not null)
                properties.RotationPolicy = rotation;
            return new($"{name}-{role}", new() { KeyName = role, VaultName = vault.Name, ResourceGroupName = args.Scope.ResourceGroup, Properties = properties }, kept);
        }
    }

    /// <summary>Name of the vault.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; }

    /// <summary>URL of the vault.</summary>
    [Output("url")]
    public Output<string> Url { get; private set; }

    /// <summary>Id of the vault. Known once it answers in our network.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>URL of the key of etcd, with its version.</summary>
    [Output("etcdKey")]
    public Output<string> EtcdKey { get; private set; }

    /// <summary>URL of the key of the disks, with its version. The vault makes a new one every year, and the disks follow.</summary>
    [Output("diskKey")]
    public Output<string> DiskKey { get; private set; }

    // Without an expiry: a disk on a machine that is off may hang on an old version.
    private static RotationPolicyArgs Yearly() => new()
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
