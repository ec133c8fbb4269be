using K8tre.Components.Azure.Scope;
using NativeUserAssignedIdentity = Pulumi.AzureNative.ManagedIdentity.UserAssignedIdentity;

namespace K8tre.Components.Azure.Identity;

/// <summary>An identity of a cluster itself, or of what serves it: of the control plane, of the kubelets, of the disks.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/use-managed-identity</remarks>
public sealed class UserAssignedIdentity : ComponentResource
{
    /// <summary>Makes the identity, and grants its roles.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="scope">Where it goes.</param>
    /// <param name="roles">What it may do, each on the resource of an id, by a word for each.</param>
    /// <param name="options">Resource options.</param>
    public UserAssignedIdentity(
        string name, AzureScope scope, IReadOnlyDictionary<string, (BuiltInRole Role, Input<string> Scope)> roles, ComponentResourceOptions? options = null)
        : base("k8tre:azure:UserAssignedIdentity", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var identity = new NativeUserAssignedIdentity(name, new() { ResourceName = $"id-{name}", ResourceGroupName = scope.ResourceGroup, Location = scope.Region }, inside);
        var grants = roles.Select(role => role.Value.Role.Grant($"{name}-{role.Key}", scope, identity.PrincipalId, role.Value.Scope, inside).Id).ToArray();

        (ClientId, PrincipalId) = (identity.ClientId, identity.PrincipalId);
        Id = Output.Tuple(identity.Id, Output.All(grants)).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>Id of the identity. Known once it has its roles.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Its client id.</summary>
    [Output("clientId")]
    public Output<string> ClientId { get; private set; }

    /// <summary>Its object id.</summary>
    [Output("principalId")]
    public Output<string> PrincipalId { get; private set; }
}
