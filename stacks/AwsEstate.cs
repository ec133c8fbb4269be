using K8tre.Components.Aws;
using K8tre.Stacks.Settings;
using Pulumi.Aws.Iam;

namespace K8tre.Stacks;

/// <summary>What belongs to a platform on AWS as a whole, and to no cluster: pipelines, who watches the account, what it costs.</summary>
internal static class AwsEstate
{
    /// <summary>Defines it.</summary>
    /// <returns>What the next operator types, and the options of everything that comes after.</returns>
    public static (IReadOnlyDictionary<string, object?> Outputs, ComponentResourceOptions Options) Define(PlatformSettings settings, AwsSite site, ComponentResourceOptions onAws)
    {
        var aws = settings.Aws!;
        if (aws.ThreatDetection)
            _ = new ThreatDetection($"{settings.Name}-threats", new(), onAws);
        if (aws.Budget is { } budget)
            _ = new CostBudget($"{settings.Name}-budget", new() { BudgetName = settings.Name, MonthlyLimit = budget.MonthlyAmount, Mails = budget.Mails }, onAws);
        if (aws.Pipelines is not { } pipelines)
            return (new Dictionary<string, object?>(), onAws);

        var role = new PipelineRole($"{settings.Name}-pipelines", new()
        {
            Site = site,
            Platform = settings.Name,
            Repository = pipelines.Repository,
            GitHubEnvironment = pipelines.Environment,
        }, onAws);
        // A pipeline makes no role that has not this boundary.
        var bounded = new ComponentResourceOptions
        {
            Providers = onAws.Providers,
            ResourceTransformations = { made => made.Args is RoleArgs args ? Bounded(args, role.Boundary, made.Options) : null },
        };
        return (new Dictionary<string, object?> { ["pipelineRole"] = role.Arn }, bounded);
    }

    /// <summary>Whether jobs of the platform's pipelines run in the network of the management cluster.</summary>
    public static bool HasRunner(PlatformSettings settings) => settings.Aws!.Pipelines is { Runner.Connection: not null };

    /// <summary>Runs the jobs of the platform's pipelines in a network, if the settings say so.</summary>
    public static void Run(PlatformSettings settings, AwsSite site, ClusterKeys keys, SpokeNetwork network, ComponentResourceOptions onAws)
    {
        if (settings.Aws!.Pipelines is not { Runner.Connection: { } connection } pipelines)
            return;
        _ = new PipelineRunner($"{settings.Name}-runner", new()
        {
            Site = site,
            ProjectName = $"{settings.Name}-runner",
            Repository = new($"https://github.com/{pipelines.Repository}"),
            Connection = connection,
            Vpc = network.Id,
            Subnets = [.. network.PrivateSubnets.Select(subnet => (Input<string>)subnet)],
            Key = keys.Files,
            LogKey = keys.Logs,
            LogDays = settings.Aws.LogRetentionDays,
        }, onAws);
    }

    private static ResourceTransformationResult Bounded(RoleArgs role, Output<string> boundary, ResourceOptions options)
    {
        role.PermissionsBoundary = boundary;
        return new(role, options);
    }
}
