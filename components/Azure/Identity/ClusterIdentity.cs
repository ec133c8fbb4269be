using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.ManagedIdentity;

namespace K8tre.Components.Azure.Identity;

/// <summary>An identity of a cluster itself, or of what serves it: of the control plane, of the kubelets, of the disks.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/use-managed-identity</remarks>
public sealed class ClusterIdentity : ComponentResource
{
    /// <summary>Makes the identity, and grants its roles.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="site">Where it goes.</param>
    /// <param name="roles">What it may do, each on the resource of an id, by a word for each.</param>
    /// <param name="options">Resource options.</param>
    public ClusterIdentity(
        string name, AzureSite site, IReadOnlyDictionary<string, (BuiltInRole Role, Input<string> Scope)> roles, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ClusterIdentity", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var identity = new UserAssignedIdentity(name, new() { ResourceName = $"id-{name}", ResourceGroupName = site.ResourceGroup, Location = site.Region }, inside);
        var grants = roles.Select(role => role.Value.Role.Grant($"{name}-{role.Key}", site, identity.PrincipalId, role.Value.Scope, inside).Id).ToArray();

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
