using K8tre.Components.Azure.Scope;
using K8tre.Components.Clusters;
using Pulumi.AzureNative.ManagedIdentity;
using NativeUserAssignedIdentity = Pulumi.AzureNative.ManagedIdentity.UserAssignedIdentity;

namespace K8tre.Components.Azure.Identity;

/// <summary>Inputs of <see cref="ArgoCdPrincipal"/>.</summary>
public sealed record ArgoCdPrincipalArgs
{
    /// <summary>Scope of the identity.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>URL of the OIDC issuer of the management cluster.</summary>
    public required Input<string> Issuer { get; init; }
}

/// <summary>
/// Managed identity of the Argo CD of a management cluster. It has no secret: only tokens of Argo CD's ServiceAccounts sign in as it. It has no Azure
/// role either: each target cluster grants it permissions in Kubernetes.
/// </summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#aks</remarks>
public sealed class ArgoCdPrincipal : ComponentResource
{
    private const string Namespace = "argocd";

    // The parts of Argo CD to which its documentation gives a cloud identity.
    private static readonly string[] ServiceAccounts = ["argocd-application-controller", "argocd-applicationset-controller", "argocd-server"];

    /// <summary>Creates the identity and its federated credentials.</summary>
    public ArgoCdPrincipal(string name, ArgoCdPrincipalArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ArgoCdPrincipal", name, options)
    {
        var scope = args.Scope;
        var identity = new NativeUserAssignedIdentity(
            name, new() { ResourceName = $"id-{name}", ResourceGroupName = scope.ResourceGroup, Location = scope.Region }, new() { Parent = this });

        var credentials = new List<FederatedIdentityCredential>();
        foreach (var account in ServiceAccounts)
        {
            credentials.Add(new($"{name}-{account}", new()
            {
                FederatedIdentityCredentialResourceName = account,
                ResourceName = identity.Name,
                ResourceGroupName = scope.ResourceGroup,
                Issuer = args.Issuer,
                Subject = $"system:serviceaccount:{Namespace}:{account}",
                Audiences = { WorkloadIdentity.Audience },
                // Azure rejects concurrent writes to the credentials of one identity:
                // https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
            }, new() { Parent = this, DependsOn = [.. credentials.TakeLast(1)] }));
        }

        (ClientId, PrincipalId) = (identity.ClientId, identity.PrincipalId);
        Identity = new(ClientId, PrincipalId, Output.Create(scope.TenantId));

        RegisterOutputs();
    }

    /// <summary>Client id of the identity, for the annotation of the ServiceAccounts.</summary>
    [Output("clientId")]
    public Output<string> ClientId { get; private set; }

    /// <summary>Object id of the identity, by which clusters know it.</summary>
    [Output("principalId")]
    public Output<string> PrincipalId { get; private set; }

    /// <summary>Identity for Argo CD and for the clusters that it manages.</summary>
    public ArgoCdIdentity.Entra Identity { get; }
}
