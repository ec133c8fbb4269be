using System.Globalization;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>Facts that a program may know about its deployment.</summary>
internal sealed record DeploymentFacts(
    string ProjectName, string StackName, string OrganizationName, string? RootDirectory, bool IsDryRun)
{
    private const string DefaultOrganization = "organization";

    /// <summary>The facts of a test; by default those of a preview.</summary>
    public static DeploymentFacts FromTest(TestOptions? options) => new(
        options?.ProjectName ?? "project",
        options?.StackName ?? "stack",
        options?.OrganizationName ?? DefaultOrganization,
        options?.RootDirectory,
        options?.IsPreview ?? true);

    /// <summary>The facts that the engine put into the environment, and the addresses of its two services.</summary>
    /// <exception cref="InvalidOperationException">There is no engine.</exception>
    public static (DeploymentFacts Facts, string MonitorAddress, string EngineAddress) FromEnvironment()
    {
        var isDryRun = bool.TryParse(Variable("DRY_RUN"), out var dryRun);
        var isComplete = isDryRun
            && bool.TryParse(Variable("QUERY_MODE"), out _)
            && int.TryParse(Variable("PARALLEL"), CultureInfo.InvariantCulture, out _);
        if (!isComplete
            || Variable("MONITOR") is not { Length: > 0 } monitor
            || Variable("ENGINE") is not { Length: > 0 } engine
            || Variable("PROJECT") is not { Length: > 0 } project
            || Variable("STACK") is not { Length: > 0 } stack)
        {
            throw new InvalidOperationException("Program run without the Pulumi engine available; re-run using the `pulumi` CLI");
        }

        var organization = Variable("ORGANIZATION") ?? DefaultOrganization;
        return (new(project, stack, organization, Variable("ROOT_DIRECTORY"), dryRun), monitor, engine);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable("PULUMI_" + name);
}
