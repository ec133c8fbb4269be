using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Pipelines;

/// <summary>
/// Policies of a pipeline: all actions of <see cref="PipelineActions"/>, on resources with the platform's name or tag where AWS knows them.
/// </summary>
/// <param name="Scope">Account and region.</param>
/// <param name="Prefix">Prefix of the names of the platform's resources, without the dash. It is also the value of their tag.</param>
internal sealed record PipelineAccess(AwsScope Scope, string Prefix)
{
    /// <summary>Domains whose records the pipeline writes.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>ARN of the connection that build machines use. Null: there are none.</summary>
    public Input<string>? Connection { get; init; }

    /// <summary>Returns the policies, by name. IAM accepts 6,144 characters in each.</summary>
    public IReadOnlyDictionary<string, Output<string>> Policies() => new Dictionary<string, Output<string>>
    {
        ["read"] = PolicyDocument.Json(new PolicyStatement { Sid = "Read", Actions = PipelineActions.Select(PipelineActionKinds.IsRead) }),
        ["create"] = PolicyDocument.Json([.. Create(), .. Changes("elasticloadbalancing"), .. Zones()]),
        ["network"] = PolicyDocument.Json(new PipelineNetworkAccess(Scope, Prefix).Statements()),
        ["firewalls"] = PolicyDocument.Json(Changes("network-firewall", "route53resolver", "wafv2", "acm")),
        ["data"] = PolicyDocument.Json(
        [
            .. Changes("backup", "ecr", "elasticfilesystem", "s3", "secretsmanager", "ssm"),
            .. new PipelineKeyAccess(Scope, Prefix).Statements(),
        ]),
        ["clusters"] = PolicyDocument.Json(
            [.. Changes("eks", "logs", "cloudwatch", "guardduty", "budgets", "codebuild", "codeconnections"), .. UseConnection()]),
        ["roles"] = PolicyDocument.Json(new PipelineRoleAccess(Scope, Prefix).Statements()),
    };

    private PolicyCondition Owned => PlatformTag.Has(Prefix);

    // Global services have one region, regardless of the platform's:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    private PolicyCondition Here => new("StringEquals", "aws:RequestedRegion", Scope.Region, "us-east-1");

    // Region of the keys and logs of public zones.
    private AwsScope Zone => Scope with { Region = Scope.ZoneRegion };

    private IEnumerable<PolicyStatement> Create() =>
    [
        new()
        {
            Sid = "CreateTagged",
            Actions = PipelineActions.Select(PipelineActionKinds.CreatesTagged),
            Conditions = [Here, PlatformTag.Gives(Prefix)],
        },
        new() { Sid = "Create", Actions = PipelineActions.Select(PipelineActionKinds.Unlimited.Contains), Conditions = [Here] },
    ];

    private IEnumerable<PolicyStatement> Changes(params string[] services) => services.SelectMany(ChangesOf);

    // A service whose resources have names of the platform needs no tag as well.
    private IEnumerable<PolicyStatement> ChangesOf(string service)
    {
        var actions = PipelineActions.Select(action => PipelineActionKinds.IsOf(action, service) && PipelineActionKinds.Changes(action));
        var word = string.Concat(service.Where(char.IsAsciiLetterOrDigit));
        if (!PipelineActionKinds.HasTags(service))
        {
            yield return new() { Sid = $"Change{word}", Actions = actions, Resources = Resources(service) };
            yield break;
        }
        var (tagging, creating) = (actions.Where(PipelineActionKinds.Tags).ToArray(), actions.Where(PipelineActionKinds.Creates).ToArray());
        string[] free = [.. actions.Where(PipelineActionKinds.IsUntagged)];
        yield return new()
        {
            Sid = $"Change{word}",
            Actions = [.. actions.Except([.. tagging, .. creating, .. free])],
            Resources = Resources(service),
            Conditions = [Owned],
        };
        // AWS does not tell the tag of a new resource from one that a resource gets later.
        yield return new()
        {
            Sid = $"Tag{word}",
            Actions = tagging,
            Resources = Resources(service),
            Conditions = [PlatformTag.Gives(Prefix), PlatformTag.HasOrLacks(Prefix)],
        };
        if (creating.Length > 0)
        {
            yield return new()
            {
                Sid = $"Make{word}",
                Actions = creating,
                Resources = Resources(service),
                Conditions = [PlatformTag.Gives(Prefix)],
            };
        }
        if (free.Length > 0)
            yield return new() { Sid = $"Set{word}", Actions = free, Resources = Resources(service) };
    }

    // Hosted zones have neither names nor tags that a policy knows.
    private IEnumerable<PolicyStatement> Zones()
    {
        const string records = "route53:ChangeResourceRecordSets";
        Input<string>[] zones = [$"arn:{Scope.Partition}:route53:::hostedzone/*"];
        yield return new()
        {
            Sid = "Zones",
            Actions = PipelineActions.Select(
                action => PipelineActionKinds.IsOf(action, "route53") && PipelineActionKinds.Changes(action) && action != records),
            Resources = [.. zones, $"arn:{Scope.Partition}:route53:::queryloggingconfig/*"],
        };
        yield return new()
        {
            Sid = "Records",
            Actions = [records],
            Resources = zones,
            Conditions =
            [
                new(
                    "ForAllValues:StringLike", "route53:ChangeResourceRecordSetsNormalizedRecordNames",
                    [.. Domains.SelectMany(domain => new Input<string>[] { domain, $"*.{domain}" })]),
            ],
        };
    }

    private IEnumerable<PolicyStatement> UseConnection() => Connection is null ? [] :
    [
        new()
        {
            Sid = "UseConnection",
            Actions = PipelineActions.Select(PipelineActionKinds.UsesConnection),
            Resources = [Connection],
        },
    ];

    // All resources of the region where AWS generates the names, so that they have no prefix.
    private Input<string>[] Resources(string service) => service switch
    {
        "backup" => [Scope.Arn(service, $"backup-vault:{Prefix}-*"), Scope.Arn(service, "backup-plan:*")],
        "budgets" => [Global(service, $"budget/{Prefix}")],
        "cloudwatch" => [Scope.Arn(service, $"alarm:{Prefix}-*")],
        "codebuild" => [Scope.Arn(service, $"project/{Prefix}-*")],
        "ecr" => [Scope.Arn(service, $"repository/{Prefix}/*")],
        "eks" =>
        [
            .. new[] { "cluster", "nodegroup", "addon", "access-entry", "podidentityassociation" }
                .Select(kind => Scope.Arn(service, $"{kind}/{Prefix}-*")),
        ],
        "logs" => [Scope.Arn(service, $"log-group:*{Prefix}-*"), Zone.Arn(service, $"log-group:/aws/route53/{Prefix}-*")],
        "network-firewall" =>
        [
            .. new[] { "firewall", "firewall-policy", "stateful-rulegroup", "stateless-rulegroup" }
                .Select(kind => Scope.Arn(service, $"{kind}/{Prefix}-*")),
        ],
        "s3" => [$"arn:{Scope.Partition}:{service}:::{Prefix}-*"],
        "secretsmanager" => [Scope.Arn(service, $"secret:ecr-pullthroughcache/{Prefix}-*")],
        "ssm" => [Scope.Arn(service, $"parameter/{Prefix}-*")],
        "wafv2" => [Scope.Arn(service, $"regional/webacl/{Prefix}-*"), Scope.Arn(service, "regional/managedruleset/*")],
        _ => [Scope.Arn(service, "*")],
    };

    private string Global(string service, string resource) => $"arn:{Scope.Partition}:{service}::{Scope.AccountId}:{resource}";
}
