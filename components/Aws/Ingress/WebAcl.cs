using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.WafV2;
using Pulumi.Aws.WafV2.Inputs;
using NativeWebAcl = Pulumi.Aws.WafV2.WebAcl;

namespace K8tre.Components.Aws.Ingress;

/// <summary>Inputs of <see cref="WebAcl"/>.</summary>
public sealed record WebAclArgs
{
    /// <summary>Where it goes.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>ARN of the key of its log.</summary>
    public required Input<string> LogKey { get; init; }

    /// <summary>Days that its log is kept. Default: 365.</summary>
    public int LogDays { get; init; } = 365;

    /// <summary>How many requests one address may send in a minute, at least 10: a whole institute may share one. Default: 3000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer.</exception>
    public int RequestsPerMinute
    {
        get;
        init => field = value >= 10 ? value : throw new ArgumentOutOfRangeException(nameof(RequestsPerMinute), value, "supply at least 10");
    } = 3000;

    /// <summary>
    /// Rules of AWS's common ones that only count. Default: <c>SizeRestrictions_BODY</c>, which refuses what is longer than 8 KiB, as any notebook is.
    /// </summary>
    public IReadOnlyList<string> CountOnly { get; init; } = ["SizeRestrictions_BODY"];
}

/// <summary>What stands before the web: it refuses what looks like an attack, who is known for some, and who asks too much. All else comes through.</summary>
/// <remarks>https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html</remarks>
public sealed class WebAcl : ComponentResource
{
    private const string Common = "AWSManagedRulesCommonRuleSet";

    /// <summary>Makes the rules and their log.</summary>
    public WebAcl(string name, WebAclArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:WebAcl", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var acl = new NativeWebAcl(name, new()
        {
            Name = name,
            Scope = "REGIONAL",
            DefaultAction = new WebAclDefaultActionArgs { Allow = new WebAclDefaultActionAllowArgs() },
            VisibilityConfig = new WebAclVisibilityConfigArgs { MetricName = name, CloudwatchMetricsEnabled = true, SampledRequestsEnabled = true },
            Rules =
            {
                Rate(args.RequestsPerMinute, 0),
                Managed("AWSManagedRulesAmazonIpReputationList", 1, []),
                Managed("AWSManagedRulesKnownBadInputsRuleSet", 2, []),
                Managed(Common, 3, args.CountOnly),
            },
        }, inside);

        // WAF logs to no group of another name: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
        var log = new LogGroup($"{name}-log", new() { Name = $"aws-waf-logs-{name}", KmsKeyId = args.LogKey, RetentionInDays = args.LogDays }, inside);
        var delivery = new LogResourcePolicy($"{name}-log-delivery", new()
        {
            PolicyName = $"aws-waf-logs-{name}",
            PolicyDocument = log.Arn.Apply(arn => Delivery(args.Scope, arn)),
        }, inside);
        var logging = new WebAclLoggingConfiguration($"{name}-logging", new()
        {
            ResourceArn = acl.Arn,
            LogDestinationConfigs = { Output.Tuple(log.Arn, delivery.Id).Apply(ready => ready.Item1) },
            // With these whoever reads the log could sign in.
            RedactedFields = { Redacted("authorization"), Redacted("cookie") },
        }, inside);
        Arn = Output.Tuple(acl.Arn, logging.Id).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>ARN of the web ACL. Known once it logs.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }

    private static WebAclRuleArgs Rate(int limit, int priority) => new()
    {
        Name = "rate",
        Priority = priority,
        Action = new WebAclRuleActionArgs { Block = new WebAclRuleActionBlockArgs() },
        Statement = new WebAclRuleStatementArgs
        {
            RateBasedStatement = new WebAclRuleStatementRateBasedStatementArgs { Limit = limit, AggregateKeyType = "IP", EvaluationWindowSec = 60 },
        },
        VisibilityConfig = Visible("rate"),
    };

    private static WebAclRuleArgs Managed(string group, int priority, IReadOnlyList<string> countOnly)
    {
        var statement = new WebAclRuleStatementManagedRuleGroupStatementArgs { VendorName = "AWS", Name = group };
        foreach (var rule in countOnly)
        {
            statement.RuleActionOverrides.Add(new WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideArgs
            {
                Name = rule,
                ActionToUse = new WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseArgs
                {
                    Count = new WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountArgs(),
                },
            });
        }
        return new()
        {
            Name = group,
            Priority = priority,
            // The group's own actions hold.
            OverrideAction = new WebAclRuleOverrideActionArgs { None = new WebAclRuleOverrideActionNoneArgs() },
            Statement = new WebAclRuleStatementArgs { ManagedRuleGroupStatement = statement },
            VisibilityConfig = Visible(group),
        };
    }

    private static WebAclRuleVisibilityConfigArgs Visible(string metric) => new() { MetricName = metric, CloudwatchMetricsEnabled = true, SampledRequestsEnabled = true };

    private static WebAclLoggingConfigurationRedactedFieldArgs Redacted(string header) => new()
    {
        SingleHeader = new WebAclLoggingConfigurationRedactedFieldSingleHeaderArgs { Name = header },
    };

    private static Output<string> Delivery(AwsScope scope, string log) => PolicyDocument.Json(new PolicyStatement
    {
        Sid = "DeliverLog",
        Principals = [PolicyPrincipal.Service("delivery.logs")],
        Actions = ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resources = [$"{log}:*"],
        Conditions = [new("StringEquals", "aws:SourceAccount", scope.AccountId), new("ArnLike", "aws:SourceArn", scope.Arn("logs", "*"))],
    });
}
