using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>Pipelines that deploy a platform on Azure.</summary>
/// <remarks>Pipelines of a GitHub repository, or an identity that another stack created for its pipelines.</remarks>
public sealed record AzurePipelineSettings
{
    /// <summary>GitHub repository, <c>owner/name</c>. Required without <c>principalId</c>.</summary>
    [RegularExpression(Formats.GitHubRepository, ErrorMessage = Formats.GitHubRepositoryHint)]
    public string? Repository { get; init; }

    /// <summary>
    /// GitHub environment in which deployments run. Its protection rules decide who may start one. Required without <c>principalId</c>, and
    /// refused with it.
    /// </summary>
    [RegularExpression(Formats.GitHubEnvironment, ErrorMessage = Formats.GitHubEnvironmentHint)]
    public string? Environment { get; init; }

    /// <summary>
    /// Self-hosted runners in the hub, from which private clusters are reached. They give no rights to jobs. Default: none. If you remove
    /// them, their subnet is deleted.
    /// </summary>
    public AzureRunnerSettings? Runner { get; init; }

    /// <summary>
    /// Object id of an existing identity, in place of a repository, like the output <c>pipelinePrincipalId</c> of the stack with the hub.
    /// Default: none.
    /// </summary>
    [RegularExpression(Formats.Guid, ErrorMessage = Formats.GuidHint)]
    public string? PrincipalId { get; init; }
}

/// <summary>Self-hosted runners on Azure.</summary>
/// <remarks>A runner starts for a job and stops after it.</remarks>
public sealed record AzureRunnerSettings
{
    /// <summary>
    /// Runner image in the platform's registry, <c>repository:tag</c>: the GitHub runner with Pulumi, .NET, the Azure CLI and kubelogin.
    /// The name of a cached image starts with its registry: <c>ghcr.io/owner/name:tag</c>.
    /// </summary>
    [RegularExpression("^[a-z0-9][a-z0-9/._-]{0,254}:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$", ErrorMessage = "write repository:tag")]
    public required string Image { get; init; }

    /// <summary>Id of the GitHub App that asks for jobs.</summary>
    [RegularExpression(Formats.Digits, ErrorMessage = Formats.DigitsHint)]
    public required string AppId { get; init; }

    /// <summary>Id of the App's installation.</summary>
    [RegularExpression(Formats.Digits, ErrorMessage = Formats.DigitsHint)]
    public required string InstallationId { get; init; }

    /// <summary>Id of the key vault with the App's private key.</summary>
    [RegularExpression(
        $"{Formats.AzureGroupId}Microsoft.KeyVault/vaults/[A-Za-z0-9-]{{1,24}}$",
        ErrorMessage = "write the id of a key vault, as `az keyvault show --query id` prints it")]
    public required string KeyVault { get; init; }

    /// <summary>URL of the secret with the App's private key, without a version.</summary>
    [RegularExpression(
        "^https://[a-z0-9-]{3,24}\\.vault\\.azure\\.net/secrets/[A-Za-z0-9-]{1,127}$",
        ErrorMessage = "write the URL of a secret without its version, like https://tre.vault.azure.net/secrets/github-app")]
    public required string KeySecret { get; init; }
}
