using K8tre.Components.Azure.Scope;
using K8tre.Components.Clusters;
using Pulumi.AzureNative.ManagedIdentity;
using NativeUserAssignedIdentity = Pulumi.AzureNative.ManagedIdentity.UserAssignedIdentity;

namespace K8tre.Components.Azure.Identity;

/// <summary>
/// Who the Argo CD of a management cluster is in Entra: an identity without a secret, that only the tokens of its ServiceAccounts open. It has no role
/// in Azure: each cluster says itself what it may do there.
/// </summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#aks</remarks>
public sealed class ArgoCdPrincipal : ComponentResource
{
    private const string Namespace = "argocd";

    // Those of its parts to which its documentation gives an identity of a cloud.
    private static readonly string[] ServiceAccounts = ["argocd-application-controller", "argocd-applicationset-controller", "argocd-server"];

    /// <summary>Makes the identity.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="scope">Where it goes.</param>
    /// <param name="issuer">URL of the management cluster's token issuer.</param>
    /// <param name="options">Resource options.</param>
    public ArgoCdPrincipal(string name, AzureScope scope, Input<string> issuer, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ArgoCdPrincipal", name, options)
    {
        var identity = new NativeUserAssignedIdentity(
            name, new() { ResourceName = $"id-{name}", ResourceGroupName = scope.ResourceGroup, Location = scope.Region }, new() { Parent = this });

        var credentials = new List<FederatedIdentityCredential>();
        foreach (var account in ServiceAccounts)
        {
            // One after the other: Azure refuses to write two of one identity at a time.
            // https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
            credentials.Add(new($"{name}-{account}", new()
            {
                FederatedIdentityCredentialResourceName = account,
                ResourceName = identity.Name,
                ResourceGroupName = scope.ResourceGroup,
                Issuer = issuer,
                Subject = $"system:serviceaccount:{Namespace}:{account}",
                Audiences = { WorkloadIdentity.Audience },
            }, new() { Parent = this, DependsOn = [.. credentials.TakeLast(1)] }));
        }

        var made = Output.All(credentials.Select(credential => credential.Id));
        ClientId = Output.Tuple(identity.ClientId, made).Apply(ready => ready.Item1);
        PrincipalId = identity.PrincipalId;
        Identity = new(ClientId, PrincipalId, Output.Create(scope.TenantId));

        RegisterOutputs();
    }

    /// <summary>Its client id, which its ServiceAccounts name. Known once they can use it.</summary>
    [Output("clientId")]
    public Output<string> ClientId { get; private set; }

    /// <summary>Its object id, by which clusters know it.</summary>
    [Output("principalId")]
    public Output<string> PrincipalId { get; private set; }

    /// <summary>Both, and the tenant.</summary>
    public ArgoCdIdentity.Entra Identity { get; }
}
