using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Storage;
using K8tre.Components.Clusters;

namespace K8tre.Components.Azure.Pipelines;

/// <summary>Inputs of <see cref="PipelineRunner"/>.</summary>
public sealed record PipelineRunnerArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Id of the pipelines' subnet, /27 or larger, which belongs to <c>Microsoft.App/environments</c> alone.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>Whether it survives the loss of a zone.</summary>
    public required bool IsZoneRedundant { get; init; }

    /// <summary>The registry with the runner's image.</summary>
    public required ContainerRegistry Registry { get; init; }

    /// <summary>
    /// The runner's image in that registry, <c>{repository}:{tag}</c>, the operator's own: GitHub's runner with Pulumi, .NET and kubelogin. It takes the
    /// variables of https://github.com/myoung34/docker-github-actions-runner, registers itself, runs one job and ends.
    /// </summary>
    public required string Image { get; init; }

    /// <summary>The repository whose jobs it runs. A private one: whoever opens a pull request on a public one runs code here.</summary>
    public required GitHubRepository Repository { get; init; }

    /// <summary>Labels of the jobs that it runs, what <c>runs-on</c> names besides <c>self-hosted</c>.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The GitHub App as which it asks for jobs.</summary>
    public required GitHubApp App { get; init; }

    /// <summary>Ids of the platform's resource groups, by a word for each.</summary>
    public required IReadOnlyDictionary<string, Input<string>> Groups { get; init; }

    /// <summary>Where jobs log.</summary>
    public required LogWorkspace Logs { get; init; }

    /// <summary>Jobs that run at once, at least 1. Default: 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer.</exception>
    public int MaxJobs
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MaxJobs), value, "supply at least 1");
    } = 2;

    /// <summary>Time after which a job is ended, at least a minute. Default: two hours, twice what a platform takes to stand up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Shorter.</exception>
    public TimeSpan Timeout
    {
        get;
        init => field = value >= TimeSpan.FromMinutes(1) ? value : throw new ArgumentOutOfRangeException(nameof(Timeout), value, "supply at least a minute");
    } = TimeSpan.FromHours(2);
}

/// <summary>A GitHub App that is installed on a repository, with the right to administer its runners and to read its jobs.</summary>
/// <param name="ApplicationId">Its number.</param>
/// <param name="InstallationId">Number of its installation.</param>
/// <remarks>Rights: https://keda.sh/docs/2.15/scalers/github-runner/</remarks>
public sealed record GitHubApp(string ApplicationId, string InstallationId)
{
    /// <summary>Id of the vault with its private key.</summary>
    public required Input<string> Vault { get; init; }

    /// <summary>URL of the secret with its private key, a PEM, without a version. The key itself is in no plan and no state.</summary>
    public required Input<string> KeySecret { get; init; }
}
