using K8tre.Components.Azure.Scope;
using K8tre.Components.Clusters;
using Pulumi.AzureNative.ManagedIdentity;
using NativeUserAssignedIdentity = Pulumi.AzureNative.ManagedIdentity.UserAssignedIdentity;

namespace K8tre.Components.Azure.Pipelines;

/// <summary>Inputs of <see cref="PipelineIdentity"/>.</summary>
public sealed record PipelineIdentityArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>The repository whose workflows deploy.</summary>
    public required GitHubRepository Repository { get; init; }

    /// <summary>GitHub environment whose jobs alone may use it: there, GitHub asks for approvals and limits branches.</summary>
    public required string Environment { get; init; }

    /// <summary>Ids of the platform's resource groups, by a word for each.</summary>
    public required IReadOnlyDictionary<string, Input<string>> Groups { get; init; }
}

/// <summary>
/// As whom workflows of a repository deploy, without a secret: GitHub signs a token for a job, and Entra trusts it for one environment of one
/// repository. For runners of GitHub's it opens Azure, yet reaches no private cluster: <see cref="PipelineRunner"/> does.
/// </summary>
/// <remarks>https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-azure</remarks>
public sealed class PipelineIdentity : ComponentResource
{
    /// <summary>Makes the identity, and grants what a deployment needs.</summary>
    public PipelineIdentity(string name, PipelineIdentityArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:PipelineIdentity", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var identity = new NativeUserAssignedIdentity(name, new() { ResourceName = $"id-{name}", ResourceGroupName = args.Scope.ResourceGroup, Location = args.Scope.Region }, inside);
        var credential = new FederatedIdentityCredential($"{name}-credential", new()
        {
            FederatedIdentityCredentialResourceName = $"github-{args.Environment}",
            ResourceName = identity.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            Issuer = $"https://{GitHubRepository.Issuer}",
            Subject = args.Repository.SubjectIn(args.Environment),
            Audiences = { "api://AzureADTokenExchange" },
        }, inside);
        var access = new PipelineAccess($"{name}-access", args.Scope, identity.PrincipalId, args.Groups, new() { Parent = this });
        ClientId = Output.Tuple(identity.ClientId, credential.Id, access.IsReady).Apply(ready => ready.Item1);
        PrincipalId = identity.PrincipalId;

        RegisterOutputs();
    }

    /// <summary>Client id that the workflow names. Known once it can be used.</summary>
    [Output("clientId")]
    public Output<string> ClientId { get; private set; }

    /// <summary>Object id of the identity: what it needs besides, like the account with Pulumi's state, is granted to it.</summary>
    [Output("principalId")]
    public Output<string> PrincipalId { get; private set; }
}
