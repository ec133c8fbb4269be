using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>Who deploys a platform on Azure besides people: pipelines of a repository, or an identity that another stack has made for its own.</summary>
public sealed record AzurePipelineSettings
{
    /// <summary>The repository on GitHub, <c>owner/name</c>.</summary>
    [RegularExpression("^[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}$", ErrorMessage = "write owner/name")]
    public string? Repository { get; init; }

    /// <summary>The environment of that repository in which deployments run: who may start one is said there.</summary>
    [RegularExpression("^[A-Za-z0-9._-]{1,255}$", ErrorMessage = "write the name of an environment of the repository")]
    public string? Environment { get; init; }

    /// <summary>Machines inside the network on which its jobs run, which alone reach private clusters. Default: none, somebody else has some.</summary>
    public AzureRunnerSettings? Runner { get; init; }

    /// <summary>Instead of a repository: object id of an identity made elsewhere, like the output <c>pipelinePrincipalId</c> of the stack that is the hub.</summary>
    [RegularExpression(Formats.Guid, ErrorMessage = Formats.GuidHint)]
    public string? PrincipalId { get; init; }
}

/// <summary>Machines that come for a job and go after it.</summary>
public sealed record AzureRunnerSettings
{
    /// <summary>
    /// The runner's image in the platform's registry, <c>repository:tag</c>: GitHub's runner with Pulumi, .NET, the Azure CLI and kubelogin. One that
    /// the registry passes on begins with where it is from: <c>ghcr.io/owner/name:tag</c>.
    /// </summary>
    [RegularExpression("^[a-z0-9/._-]+:[A-Za-z0-9._-]+$", ErrorMessage = "write repository:tag")]
    public required string Image { get; init; }

    /// <summary>The number of the GitHub App as which it asks for jobs.</summary>
    [RegularExpression(Formats.Digits, ErrorMessage = Formats.DigitsHint)]
    public required string AppId { get; init; }

    /// <summary>The number of the app's installation.</summary>
    [RegularExpression(Formats.Digits, ErrorMessage = Formats.DigitsHint)]
    public required string InstallationId { get; init; }

    /// <summary>Id of the vault with the app's private key.</summary>
    [RegularExpression("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.KeyVault/vaults/[^/]+$", ErrorMessage = "write the id of a key vault, as `az keyvault show --query id` prints it")]
    public required string KeyVault { get; init; }

    /// <summary>URL of the secret with the app's private key, without a version.</summary>
    [RegularExpression("^https://[a-z0-9-]+\\.vault\\.azure\\.net/secrets/[A-Za-z0-9-]+$", ErrorMessage = "write the URL of a secret without its version, like https://tre.vault.azure.net/secrets/github-app")]
    public required string KeySecret { get; init; }
}
