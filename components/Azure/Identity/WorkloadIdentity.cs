using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.ManagedIdentity;
using NativeUserAssignedIdentity = Pulumi.AzureNative.ManagedIdentity.UserAssignedIdentity;

namespace K8tre.Components.Azure.Identity;

/// <summary>Inputs of <see cref="WorkloadIdentity"/>.</summary>
public sealed record WorkloadIdentityArgs
{
    /// <summary>Scope of the identity.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>URL of the cluster's OIDC issuer.</summary>
    public required Input<string> Issuer { get; init; }

    /// <summary>Namespace of the ServiceAccount.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the ServiceAccount.</summary>
    public required string ServiceAccount { get; init; }

    /// <summary>Roles of the identity, each on the resource of an id and with a short name.</summary>
    public required IReadOnlyDictionary<string, (BuiltInRole Role, Input<string> Resource)> Roles { get; init; }
}

/// <summary>Managed identity of one ServiceAccount of a cluster. It has no secret: only tokens of the ServiceAccount sign in as it.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/workload-identity-overview</remarks>
public sealed class WorkloadIdentity : ComponentResource
{
    /// <summary>Audience of the tokens: the only one that Entra accepts.</summary>
    internal const string Audience = "api://AzureADTokenExchange";

    /// <summary>Creates the identity, its federated credential and its role assignments.</summary>
    public WorkloadIdentity(string name, WorkloadIdentityArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:WorkloadIdentity", name, options)
    {
        var (scope, inside) = (args.Scope, new CustomResourceOptions { Parent = this });
        var identity = new NativeUserAssignedIdentity(
            name, new() { ResourceName = $"id-{name}", ResourceGroupName = scope.ResourceGroup, Location = scope.Region }, inside);
        _ = new FederatedIdentityCredential($"{name}-credential", new()
        {
            FederatedIdentityCredentialResourceName = args.ServiceAccount,
            ResourceName = identity.Name,
            ResourceGroupName = scope.ResourceGroup,
            Issuer = args.Issuer,
            Subject = $"system:serviceaccount:{args.Namespace}:{args.ServiceAccount}",
            Audiences = { Audience },
        }, inside);
        foreach (var (word, (role, resource)) in args.Roles)
            _ = new RoleGrant($"{name}-{word}", new() { Role = role, Scope = scope, PrincipalId = identity.PrincipalId, ResourceId = resource }, inside);
        ClientId = identity.ClientId;

        RegisterOutputs();
    }

    /// <summary>Client id of the identity, for the annotation of the ServiceAccount.</summary>
    [Output("clientId")]
    public Output<string> ClientId { get; private set; }
}
