using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Storage;
using K8tre.Components.Clusters;

namespace K8tre.Components.Azure.Pipelines;

/// <summary>Inputs of <see cref="PipelineRunner"/>.</summary>
public sealed record PipelineRunnerArgs
{
    /// <summary>Scope of the runner.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Id of the pipelines' subnet, /27 or larger, delegated to <c>Microsoft.App/environments</c>.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>Indicates that the environment is zone redundant.</summary>
    public required bool IsZoneRedundant { get; init; }

    /// <summary>Registry with the runner's image.</summary>
    public required ContainerRegistry Registry { get; init; }

    /// <summary>
    /// Runner's image in that registry, <c>{repository}:{tag}</c>. The operator builds it: GitHub's runner with Pulumi, .NET and kubelogin.
    /// It accepts the variables of https://github.com/myoung34/docker-github-actions-runner, registers itself, runs one job and exits.
    /// </summary>
    public required string Image { get; init; }

    /// <summary>
    /// Repository whose jobs it runs. It must be private: anyone can run code here with a pull request to a public repository.
    /// </summary>
    public required GitHubRepository Repository { get; init; }

    /// <summary>Labels of the runner, for <c>runs-on</c> besides <c>self-hosted</c>.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>GitHub App with which it looks for jobs.</summary>
    public required GitHubApp App { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the logs of jobs.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>Maximum number of concurrent jobs, at least 1. Default: 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer.</exception>
    public int MaxJobs
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MaxJobs), value, "supply at least 1");
    } = 2;

    /// <summary>Timeout of a job, at least one minute. Default: two hours, twice the time that a deployment takes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Shorter.</exception>
    public TimeSpan Timeout
    {
        get;
        init => field = value >= TimeSpan.FromMinutes(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Timeout), value, "supply at least one minute");
    } = TimeSpan.FromHours(2);
}

/// <summary>GitHub App installed on a repository, with permissions to administer its runners and to read its jobs.</summary>
/// <param name="ApplicationId">Id of the app.</param>
/// <param name="InstallationId">Id of its installation.</param>
/// <remarks>Permissions: https://keda.sh/docs/2.15/scalers/github-runner/</remarks>
public sealed record GitHubApp(string ApplicationId, string InstallationId)
{
    /// <summary>Id of the key vault with the app's private key.</summary>
    public required Input<string> Vault { get; init; }

    /// <summary>URL of the secret with the private key (PEM), without a version. The key itself is never in a plan or state.</summary>
    public required Input<string> KeySecret { get; init; }
}
