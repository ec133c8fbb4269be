using K8tre.Components.Azure.Scope;
using NativeUserAssignedIdentity = Pulumi.AzureNative.ManagedIdentity.UserAssignedIdentity;

namespace K8tre.Components.Azure.Identity;

/// <summary>Inputs of <see cref="UserAssignedIdentity"/>.</summary>
public sealed record UserAssignedIdentityArgs
{
    /// <summary>Scope of the identity.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Roles of the identity, each on the resource of an id and with a short name. Default: none.</summary>
    public IReadOnlyDictionary<string, (BuiltInRole Role, Input<string> Resource)> Roles { get; init; } =
        new Dictionary<string, (BuiltInRole, Input<string>)>();
}

/// <summary>User-assigned managed identity of an Azure resource, such as a control plane, a kubelet or a disk encryption set.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/use-managed-identity</remarks>
public sealed class UserAssignedIdentity : ComponentResource
{
    /// <summary>Creates the identity and grants its roles.</summary>
    public UserAssignedIdentity(string name, UserAssignedIdentityArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:UserAssignedIdentity", name, options)
    {
        var (scope, inside) = (args.Scope, new CustomResourceOptions { Parent = this });
        var identity = new NativeUserAssignedIdentity(
            name, new() { ResourceName = $"id-{name}", ResourceGroupName = scope.ResourceGroup, Location = scope.Region }, inside);
        foreach (var (word, (role, resource)) in args.Roles)
            _ = new RoleGrant($"{name}-{word}", new() { Role = role, Scope = scope, PrincipalId = identity.PrincipalId, ResourceId = resource }, inside);
        (Id, ClientId, PrincipalId) = (identity.Id, identity.ClientId, identity.PrincipalId);

        RegisterOutputs();
    }

    /// <summary>Id of the identity.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Client id of the identity.</summary>
    [Output("clientId")]
    public Output<string> ClientId { get; private set; }

    /// <summary>Object id of the identity.</summary>
    [Output("principalId")]
    public Output<string> PrincipalId { get; private set; }
}
