using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.ManagedIdentity;
using NativeUserAssignedIdentity = Pulumi.AzureNative.ManagedIdentity.UserAssignedIdentity;

namespace K8tre.Components.Azure.Identity;

/// <summary>Inputs of <see cref="WorkloadIdentity"/>.</summary>
public sealed record WorkloadIdentityArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>URL of the cluster's token issuer.</summary>
    public required Input<string> Issuer { get; init; }

    /// <summary>Namespace of the ServiceAccount.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the ServiceAccount.</summary>
    public required string ServiceAccount { get; init; }

    /// <summary>What it may do, each on the resource of an id, by a word for each.</summary>
    public required IReadOnlyDictionary<string, (BuiltInRole Role, Input<string> Scope)> Roles { get; init; }
}

/// <summary>What one ServiceAccount of a cluster is in Azure: an identity without a secret, that only its tokens open.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/workload-identity-overview</remarks>
public sealed class WorkloadIdentity : ComponentResource
{
    /// <summary>For whom the tokens have to be that open an identity: Entra takes no others.</summary>
    internal const string Audience = "api://AzureADTokenExchange";

    /// <summary>Makes the identity, and grants its roles.</summary>
    public WorkloadIdentity(string name, WorkloadIdentityArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:WorkloadIdentity", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var identity = new NativeUserAssignedIdentity(name, new()
        {
            ResourceName = $"id-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
        }, inside);
        var credential = new FederatedIdentityCredential($"{name}-credential", new()
        {
            FederatedIdentityCredentialResourceName = args.ServiceAccount,
            ResourceName = identity.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            Issuer = args.Issuer,
            Subject = $"system:serviceaccount:{args.Namespace}:{args.ServiceAccount}",
            Audiences = { Audience },
        }, inside);
        var grants = args.Roles
            .Select(role => role.Value.Role.Grant($"{name}-{role.Key}", args.Scope, identity.PrincipalId, role.Value.Scope, inside).Id)
            .ToArray();
        ClientId = Output.Tuple(identity.ClientId, credential.Id, Output.All(grants)).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>Client id that the ServiceAccount names. Known once it can be used.</summary>
    [Output("clientId")]
    public Output<string> ClientId { get; private set; }
}
