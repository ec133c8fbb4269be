using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Compute;
using Pulumi.AzureNative.Compute.Inputs;
using NativeDiskEncryptionSet = Pulumi.AzureNative.Compute.DiskEncryptionSet;

namespace K8tre.Components.Azure.Vaults;

/// <summary>Inputs of <see cref="DiskEncryptionSet"/>.</summary>
public sealed record DiskEncryptionSetArgs
{
    /// <summary>Scope of the disk encryption set.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Key vault with the key.</summary>
    public required ClusterVault Vault { get; init; }
}

/// <summary>Encryption of a cluster's disks, of nodes and of volumes, with a platform-managed key and a customer-managed key.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys</remarks>
public sealed class DiskEncryptionSet : ComponentResource
{
    /// <summary>Creates the disk encryption set and its identity.</summary>
    public DiskEncryptionSet(string name, DiskEncryptionSetArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:DiskEncryptionSet", name, options)
    {
        var (scope, vault) = (args.Scope, args.Vault);
        var identity = new UserAssignedIdentity($"{name}-identity", new()
        {
            Scope = scope,
            Roles = new Dictionary<string, (BuiltInRole, Input<string>)>
            {
                ["vault"] = (BuiltInRole.KeyVaultCryptoServiceEncryptionUser, vault.Id),
            },
        }, new() { Parent = this });
        Id = new NativeDiskEncryptionSet(name, new()
        {
            DiskEncryptionSetName = $"des-{name}",
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Region,
            EncryptionType = DiskEncryptionSetType.EncryptionAtRestWithPlatformAndCustomerKeys,
            Identity = new EncryptionSetIdentityArgs
            {
                Type = DiskEncryptionSetIdentityType.UserAssigned,
                UserAssignedIdentities = { identity.Id },
            },
            ActiveKey = new KeyForDiskEncryptionSetArgs { KeyUrl = vault.DiskKey, SourceVault = new SourceVaultArgs { Id = vault.Id } },
            RotationToLatestKeyVersionEnabled = true,
        }, new() { Parent = this, DependsOn = { identity } }).Id;

        RegisterOutputs();
    }

    /// <summary>Id of the disk encryption set.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }
}
