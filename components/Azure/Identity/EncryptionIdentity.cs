using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;
using NativeUserAssignedIdentity = Pulumi.AzureNative.ManagedIdentity.UserAssignedIdentity;

namespace K8tre.Components.Azure.Identity;

/// <summary>
/// As whom a store of data asks a vault for its key. It stays as long as the data: without it nobody reads them again, whoever still has the key.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/storage/common/customer-managed-keys-configure-new-account</remarks>
public sealed class EncryptionIdentity : ComponentResource
{
    /// <summary>Makes the identity, and opens the vault's keys to it.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="scope">Where it goes: where the data are.</param>
    /// <param name="key">The key.</param>
    /// <param name="options">Resource options.</param>
    public EncryptionIdentity(string name, AzureScope scope, CustomerManagedKey key, ComponentResourceOptions? options = null)
        : base("k8tre:azure:EncryptionIdentity", name, options)
    {
        var kept = new CustomResourceOptions { Parent = this, Protect = true, RetainOnDelete = true };
        var identity = new NativeUserAssignedIdentity(name, new() { ResourceName = $"id-{name}", ResourceGroupName = scope.ResourceGroup, Location = scope.Region }, kept);
        var grant = BuiltInRole.KeyVaultCryptoServiceEncryptionUser.Grant($"{name}-key", scope, identity.PrincipalId, key.Vault, kept);
        Id = Output.Tuple(identity.Id, grant.Id).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>Id of the identity. Known once it may use the key.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }
}
