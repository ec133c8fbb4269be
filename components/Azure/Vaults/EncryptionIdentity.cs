using K8tre.Components.Azure.Scope;
using NativeUserAssignedIdentity = Pulumi.AzureNative.ManagedIdentity.UserAssignedIdentity;

namespace K8tre.Components.Azure.Vaults;

/// <summary>Inputs of <see cref="EncryptionIdentity"/>.</summary>
public sealed record EncryptionIdentityArgs
{
    /// <summary>Scope of the identity: that of the data.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>The key.</summary>
    public required CustomerManagedKey Key { get; init; }
}

/// <summary>
/// Managed identity with which a storage account or a registry uses a customer-managed key. It is kept as long as the data: without it, the
/// data cannot be decrypted, even if the key still exists.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/storage/common/customer-managed-keys-configure-new-account</remarks>
public sealed class EncryptionIdentity : ComponentResource
{
    /// <summary>Creates the identity and grants it the use of the keys in the key vault.</summary>
    public EncryptionIdentity(string name, EncryptionIdentityArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:EncryptionIdentity", name, options)
    {
        var (scope, kept) = (args.Scope, new CustomResourceOptions { Parent = this, Protect = true, RetainOnDelete = true });
        var identity = new NativeUserAssignedIdentity(
            name, new() { ResourceName = $"id-{name}", ResourceGroupName = scope.ResourceGroup, Location = scope.Region }, kept);
        _ = new RoleGrant($"{name}-key", new()
        {
            Role = BuiltInRole.KeyVaultCryptoServiceEncryptionUser,
            Scope = scope,
            PrincipalId = identity.PrincipalId,
            ResourceId = args.Key.Vault,
        }, kept);
        Id = identity.Id;

        RegisterOutputs();
    }

    /// <summary>Returns the name in Azure of the role assignment, which is kept with the identity.</summary>
    /// <param name="subscription">Id of the subscription.</param>
    /// <param name="name">Name of the component.</param>
    public static string GrantNameOf(string subscription, string name) =>
        RoleGrant.NameOf(subscription, $"{name}-key", BuiltInRole.KeyVaultCryptoServiceEncryptionUser);

    /// <summary>Id of the identity.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }
}
