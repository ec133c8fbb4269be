using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Aws.Pipelines;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Aws.Storage;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Aws;
using Pulumi.Aws.Iam;

namespace K8tre.Stacks.Aws;

/// <summary>What belongs to a platform on AWS as a whole, and to no cluster: pipelines, who watches the account, what it costs.</summary>
internal static class AwsSharedServices
{
    /// <summary>Defines it.</summary>
    /// <returns>What the next operator types, the options of everything that comes after, and the role of pipelines. Null: none deploy.</returns>
    public static (IReadOnlyDictionary<string, object?> Outputs, ComponentResourceOptions Options, PipelineIdentity? Pipelines) Define(PlatformSettings settings, AwsScope scope, ComponentResourceOptions onAws)
    {
        var aws = settings.Aws!;
        if (aws.ThreatDetection)
            _ = new GuardDuty($"{settings.Name}-guardduty", new(), onAws);
        if (aws.Budget is { } budget)
            _ = new CostBudget($"{settings.Name}-budget", new() { BudgetName = settings.Name, MonthlyAmount = budget.MonthlyAmount, Mails = budget.Mails }, onAws);
        var state = aws.StateBucket
            ? new StateBucket($"{settings.Name}-state", new() { Scope = scope, Platform = settings.Name, LogDays = aws.LogRetentionDays }, onAws)
            : null;
        var role = aws.Pipelines is { } pipelines ? Pipelines(settings, scope, pipelines, state, onAws) : null;

        return (
            new Dictionary<string, object?>
            {
                ["stateBackend"] = state?.Backend,
                ["stateSecretsProvider"] = state?.SecretsProvider,
                ["stateBucket"] = state?.BucketName,
                ["stateKey"] = state?.KeyArn,
                ["pipelineRole"] = role?.Arn,
            }.Where(output => output.Value is not null).ToDictionary(),
            role is null ? onAws : Bounded(onAws, role.Boundary),
            role);
    }

    /// <summary>The account's role of Auto Scaling, if the stack makes it; it stays, whatever else uses it by then.</summary>
    /// <returns>Its ARN. Null: the account has it.</returns>
    public static Output<string>? AutoScalingRole(PlatformSettings settings, ComponentResourceOptions onAws) => settings.Aws!.AutoScalingRole
        ? new ServiceLinkedRole(
            $"{settings.Name}-auto-scaling", new() { AwsServiceName = "autoscaling.amazonaws.com" }, new() { Provider = onAws.Providers[0], RetainOnDelete = true }).Arn
        : null;

    /// <summary>Whether jobs of the platform's pipelines run in the network of the management cluster.</summary>
    public static bool HasRunner(PlatformSettings settings) => settings.Aws!.Pipelines is { Runner: not null };

    /// <summary>Runs the jobs of the platform's pipelines in a network, if the settings say so.</summary>
    /// <returns>What runs them. Null: machines elsewhere do.</returns>
    public static PipelineRunner? Run(PlatformSettings settings, AwsScope scope, AwsSpoke spoke, ComponentResourceOptions onAws)
    {
        if (settings.Aws!.Pipelines is not { Runner.Connection: { } connection } pipelines)
            return null;
        return new($"{settings.Name}-runner", new()
        {
            Scope = scope,
            ProjectName = $"{settings.Name}-runner",
            Repository = GitHubRepository.Parse(pipelines.Repository),
            Connection = connection,
            Vpc = spoke.Network.Id,
            Subnets = [.. spoke.Network.PrivateSubnets.Select(subnet => (Input<string>)subnet)],
            Key = spoke.Keys.Files,
            LogKey = spoke.Keys.Logs,
            LogDays = settings.Aws.LogRetentionDays,
        }, onAws);
    }

    private static PipelineIdentity Pipelines(PlatformSettings settings, AwsScope scope, AwsPipelineSettings pipelines, StateBucket? state, ComponentResourceOptions onAws)
    {
        (Input<string> Bucket, Input<string> Key)? kept = pipelines.State is { } elsewhere ? ($"arn:{scope.Partition}:s3:::{elsewhere.Bucket}", elsewhere.Key)
            : state is not null ? (state.BucketArn, state.KeyArn)
            : null;
        return new($"{settings.Name}-pipelines", new()
        {
            Scope = scope,
            Platform = settings.Name,
            Repository = GitHubRepository.Parse(pipelines.Repository),
            Environment = pipelines.Environment,
            Provider = pipelines.IdentityProvider is { } provider ? (Input<string>)provider : null,
            StateBucket = kept?.Bucket,
            StateKey = kept?.Key,
        }, onAws);
    }

    // A pipeline makes no role that has not this boundary.
    private static ComponentResourceOptions Bounded(ComponentResourceOptions onAws, Output<string> boundary) => new()
    {
        Providers = onAws.Providers,
        ResourceTransformations = [.. onAws.ResourceTransformations, made => made.Args is RoleArgs args ? Bounded(args, boundary, made.Options) : null],
    };

    private static ResourceTransformationResult Bounded(RoleArgs role, Output<string> boundary, ResourceOptions options)
    {
        role.PermissionsBoundary = boundary;
        return new(role, options);
    }
}
