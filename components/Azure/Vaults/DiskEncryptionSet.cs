using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Compute;
using Pulumi.AzureNative.Compute.Inputs;
using NativeDiskEncryptionSet = Pulumi.AzureNative.Compute.DiskEncryptionSet;

namespace K8tre.Components.Azure.Vaults;

/// <summary>What encrypts a cluster's disks, of nodes and of volumes: a key of Azure's, and over it one of ours.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys</remarks>
public sealed class DiskEncryptionSet : ComponentResource
{
    /// <summary>Makes the encryption set.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="scope">Where it goes.</param>
    /// <param name="vault">The vault with the key.</param>
    /// <param name="options">Resource options.</param>
    public DiskEncryptionSet(string name, AzureScope scope, ClusterVault vault, ComponentResourceOptions? options = null)
        : base("k8tre:azure:DiskEncryptionSet", name, options)
    {
        var identity = new UserAssignedIdentity($"{name}-identity", scope, new Dictionary<string, (BuiltInRole, Input<string>)>
        {
            ["vault"] = (BuiltInRole.KeyVaultCryptoServiceEncryptionUser, vault.Id),
        }, new() { Parent = this });
        Id = new NativeDiskEncryptionSet(name, new()
        {
            DiskEncryptionSetName = $"des-{name}",
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Region,
            EncryptionType = DiskEncryptionSetType.EncryptionAtRestWithPlatformAndCustomerKeys,
            Identity = new EncryptionSetIdentityArgs { Type = DiskEncryptionSetIdentityType.UserAssigned, UserAssignedIdentities = { identity.Id } },
            ActiveKey = new KeyForDiskEncryptionSetArgs { KeyUrl = vault.DiskKey, SourceVault = new SourceVaultArgs { Id = vault.Id } },
            RotationToLatestKeyVersionEnabled = true,
        }, new() { Parent = this }).Id;

        RegisterOutputs();
    }

    /// <summary>Id of the encryption set.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }
}
