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
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>ARN of the KMS key of the log.</summary>
    public required Input<string> LogKey { get; init; }

    /// <summary>Days that entries of the log are kept. Default: 365.</summary>
    public int LogDays { get; init; } = 365;

    /// <summary>
    /// Maximum number of requests a minute from one address, which a whole institute may share, at least 10. Default: 3000.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 10.</exception>
    public int RequestsPerMinute
    {
        get;
        init => field = value >= 10 ? value : throw new ArgumentOutOfRangeException(nameof(RequestsPerMinute), value, "supply at least 10");
    } = 3000;

    /// <summary>
    /// Rules of the core rule set that count matches instead of blocking them. Default: <c>SizeRestrictions_BODY</c>, which would block
    /// request bodies above 8 KiB, such as notebooks.
    /// </summary>
    public IReadOnlyList<string> CountOnly { get; init; } = ["SizeRestrictions_BODY"];
}

/// <summary>
/// Web ACL that blocks requests that look like attacks, addresses of known attackers, and too many requests from one address.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html</remarks>
public sealed class WebAcl : ComponentResource
{
    private const string Common = "AWSManagedRulesCommonRuleSet";

    /// <summary>Creates the web ACL and its log.</summary>
    public WebAcl(string name, WebAclArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:WebAcl", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var acl = new NativeWebAcl(name, new()
        {
            Name = name,
            Scope = "REGIONAL",
            DefaultAction = new WebAclDefaultActionArgs { Allow = new WebAclDefaultActionAllowArgs() },
            VisibilityConfig = new WebAclVisibilityConfigArgs
            {
                MetricName = name,
                CloudwatchMetricsEnabled = true,
                SampledRequestsEnabled = true,
            },
            Rules =
            {
                Rate(args.RequestsPerMinute, 0),
                Managed("AWSManagedRulesAmazonIpReputationList", 1, []),
                Managed("AWSManagedRulesKnownBadInputsRuleSet", 2, []),
                Managed(Common, 3, args.CountOnly),
            },
        }, inside);

        // WAF requires this prefix of the name: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
        var log = new LogGroup(
            $"{name}-log", new() { Name = $"aws-waf-logs-{name}", KmsKeyId = args.LogKey, RetentionInDays = args.LogDays }, inside);
        var delivery = new LogResourcePolicy($"{name}-log-delivery", new()
        {
            PolicyName = $"aws-waf-logs-{name}",
            PolicyDocument = log.Arn.Apply(arn => Delivery(args.Scope, arn)),
        }, inside);
        _ = new WebAclLoggingConfiguration($"{name}-logging", new()
        {
            ResourceArn = acl.Arn,
            LogDestinationConfigs = { log.Arn },
            // Readers of the log could sign in with the values of these headers.
            RedactedFields = { Redacted("authorization"), Redacted("cookie") },
        }, new() { Parent = this, DependsOn = { delivery } });
        Arn = acl.Arn;

        RegisterOutputs();
    }

    /// <summary>ARN of the web ACL.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }

    private static WebAclRuleArgs Rate(int limit, int priority) => new()
    {
        Name = "rate",
        Priority = priority,
        Action = new WebAclRuleActionArgs { Block = new WebAclRuleActionBlockArgs() },
        Statement = new WebAclRuleStatementArgs
        {
            RateBasedStatement = new WebAclRuleStatementRateBasedStatementArgs
            {
                Limit = limit,
                AggregateKeyType = "IP",
                EvaluationWindowSec = 60,
            },
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
            // The actions of the rule group apply.
            OverrideAction = new WebAclRuleOverrideActionArgs { None = new WebAclRuleOverrideActionNoneArgs() },
            Statement = new WebAclRuleStatementArgs { ManagedRuleGroupStatement = statement },
            VisibilityConfig = Visible(group),
        };
    }

    private static WebAclRuleVisibilityConfigArgs Visible(string metric) =>
        new() { MetricName = metric, CloudwatchMetricsEnabled = true, SampledRequestsEnabled = true };

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
