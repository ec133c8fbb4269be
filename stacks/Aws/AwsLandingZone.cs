using K8tre.Components.Aws.Ingress;
using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Aws.Pipelines;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Aws.Storage;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.Aws;
using Pulumi.Aws.Iam;

namespace K8tre.Stacks.Aws;

/// <summary>Inputs of <see cref="AwsLandingZone"/>.</summary>
internal sealed record AwsLandingZoneArgs
{
    /// <summary>The platform's settings.</summary>
    public required StackSettings Settings { get; init; }

    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }
}

/// <summary>
/// Resources that the account has once and that clusters share: monitoring, Pulumi's state, the pipelines' identity, public hosted zones.
/// </summary>
internal sealed class AwsLandingZone : ComponentResource
{
    /// <summary>Creates the resources.</summary>
    public AwsLandingZone(string name, AwsLandingZoneArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:stacks:AwsLandingZone", name, options)
    {
        var (platform, scope, inside) = (args.Settings.Platform, args.Scope, new ComponentResourceOptions { Parent = this });
        var aws = platform.Aws!;
        if (aws.ThreatDetection)
            _ = new GuardDuty($"{platform.Name}-guardduty", new(), inside);
        if (aws.Budget is { } budget)
        {
            _ = new CostBudget($"{platform.Name}-budget", new()
            {
                BudgetName = platform.Name,
                MonthlyAmount = budget.MonthlyAmount,
                Mails = budget.Mails,
            }, inside);
        }
        State = aws.StateBucket
            ? new(StateName(platform.Name), new() { Scope = scope, Platform = platform.Name, LogDays = aws.LogRetentionDays }, inside)
            : null;
        Pipelines = aws.Pipelines is { } pipelines ? CreatePipelines(args.Settings, scope, pipelines) : null;
        // The role stays when the stack is deleted, since other Auto Scaling groups may use it by then.
        AutoScalingRole = aws.AutoScalingRole
            ? new ServiceLinkedRole(
                $"{platform.Name}-auto-scaling",
                new() { AwsServiceName = "autoscaling.amazonaws.com" },
                new() { Parent = this, RetainOnDelete = true }).Arn
            : null;
        // Environments share the zone of a domain: of two zones, only one would have a delegation.
        PublicZones = args.Settings.Targets.Select(spec => spec.Target!.Eks!.PublicZone).OfType<string>().Distinct().ToDictionary(
            domain => domain,
            domain => new PublicZone(
                $"{platform.Name}-zone-{domain}", new() { Scope = scope, Domain = domain, LogDays = aws.LogRetentionDays }, inside));

        RegisterOutputs();
    }

    /// <summary>Storage of Pulumi's state. Null: it is elsewhere.</summary>
    public StateBucket? State { get; }

    /// <summary>Identity with which pipelines deploy. Null: there are no pipelines.</summary>
    public PipelineIdentity? Pipelines { get; }

    /// <summary>ARN of the account's service-linked role of Auto Scaling. Null: the account has it already.</summary>
    public Output<string>? AutoScalingRole { get; }

    /// <summary>Public hosted zones, by domain.</summary>
    public IReadOnlyDictionary<string, PublicZone> PublicZones { get; }

    /// <summary>Returns the name of the component with the storage of Pulumi's state.</summary>
    internal static string StateName(string platform) => $"{platform}-state";

    /// <summary>Outputs of the stack about the landing zone.</summary>
    public IReadOnlyDictionary<string, object?> Outputs => new Dictionary<string, object?>
    {
        ["stateBackend"] = State?.Backend,
        ["stateSecretsProvider"] = State?.SecretsProvider,
        ["stateBucket"] = State?.BucketName,
        ["stateKey"] = State?.KeyArn,
        ["pipelineRole"] = Pipelines?.Arn,
    }.Where(output => output.Value is not null).ToDictionary();

    private PipelineIdentity CreatePipelines(StackSettings settings, AwsScope scope, AwsPipelineSettings pipelines) =>
        new($"{settings.Platform.Name}-pipelines", new()
        {
            Scope = scope,
            Platform = settings.Platform.Name,
            Domains = Domains(settings),
            Connection = pipelines.Runner is { } runner ? (Input<string>)runner.Connection : null,
            Repository = GitHubRepository.Parse(pipelines.Repository),
            Environment = pipelines.Environment,
            Provider = pipelines.IdentityProvider is { } provider ? (Input<string>)provider : null,
            StateBucket = StateOf(pipelines, elsewhere => $"arn:{scope.Partition}:s3:::{elsewhere.Bucket}", own => own.BucketArn),
            StateKey = StateOf(pipelines, elsewhere => elsewhere.Key, own => own.KeyArn),
        }, new() { Parent = this });

    // Without those below another one: a policy has room for few.
    private static string[] Domains(StackSettings settings)
    {
        string[] all =
        [
            .. settings.Targets.SelectMany(spec => new[] { spec.Target!.ExternalDomain, spec.Target.Eks!.PublicZone })
                .OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        return [.. all.Where(domain => !all.Any(other => domain.EndsWith($".{other}", StringComparison.OrdinalIgnoreCase)))];
    }

    private Input<string>? StateOf(
        AwsPipelineSettings pipelines, Func<StateSettings, Input<string>> elsewhere, Func<StateBucket, Input<string>> own) =>
        pipelines.State is { } settings ? elsewhere(settings) : State is { } state ? own(state) : null;
}
