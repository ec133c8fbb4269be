using K8tre.Components.Azure.Scope;
using K8tre.Components.Clusters;
using Pulumi.AzureNative.ManagedIdentity;
using NativeUserAssignedIdentity = Pulumi.AzureNative.ManagedIdentity.UserAssignedIdentity;

namespace K8tre.Components.Azure.Pipelines;

/// <summary>Inputs of <see cref="PipelineIdentity"/>.</summary>
public sealed record PipelineIdentityArgs
{
    /// <summary>Scope of the identity.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Repository whose workflows deploy.</summary>
    public required GitHubRepository Repository { get; init; }

    /// <summary>GitHub environment whose jobs may use the identity. The environment defines approvals and allowed branches.</summary>
    public required string Environment { get; init; }

    /// <summary>Ids of the platform's resource groups by name.</summary>
    public required IReadOnlyDictionary<string, Input<string>> Groups { get; init; }
}

/// <summary>
/// Managed identity with which workflows of a repository deploy. It has no secret: GitHub signs a token for each job, and Entra trusts tokens of one
/// environment of one repository. GitHub-hosted runners cannot reach private clusters; a <see cref="PipelineRunner"/> can.
/// </summary>
/// <remarks>https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-azure</remarks>
public sealed class PipelineIdentity : ComponentResource
{
    /// <summary>Creates the identity and assigns the roles that deployments need.</summary>
    public PipelineIdentity(string name, PipelineIdentityArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:PipelineIdentity", name, options)
    {
        var (scope, inside) = (args.Scope, new CustomResourceOptions { Parent = this });
        var identity = new NativeUserAssignedIdentity(
            name, new() { ResourceName = $"id-{name}", ResourceGroupName = scope.ResourceGroup, Location = scope.Region }, inside);
        _ = new FederatedIdentityCredential($"{name}-credential", new()
        {
            FederatedIdentityCredentialResourceName = $"github-{args.Environment}",
            ResourceName = identity.Name,
            ResourceGroupName = scope.ResourceGroup,
            Issuer = $"https://{GitHubRepository.Issuer}",
            Subject = args.Repository.SubjectIn(args.Environment),
            Audiences = { "api://AzureADTokenExchange" },
        }, inside);
        _ = new PipelineAccess(
            $"{name}-access", new() { Scope = scope, PrincipalId = identity.PrincipalId, Groups = args.Groups }, new() { Parent = this });
        (ClientId, PrincipalId) = (identity.ClientId, identity.PrincipalId);

        RegisterOutputs();
    }

    /// <summary>Client id of the identity, for the workflow.</summary>
    [Output("clientId")]
    public Output<string> ClientId { get; private set; }

    /// <summary>Object id of the identity. Further roles, such as on the storage account of Pulumi's state, are assigned to it.</summary>
    [Output("principalId")]
    public Output<string> PrincipalId { get; private set; }
}
