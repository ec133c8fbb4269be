using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Pipelines;

/// <summary>What a pipeline may do: all that <see cref="PipelineActions"/> lists, on what belongs to the platform as far as AWS can tell.</summary>
/// <param name="Site">The account and the region.</param>
/// <param name="Prefix">What names of the platform's resources begin with, before a dash.</param>
internal sealed record PipelineAccess(AwsSite Site, string Prefix)
{
    // What AWS lets nobody limit to one resource: there is none yet, or the region has but one.
    private static readonly HashSet<string> Unlimited =
    [
        "acm:RequestCertificate", "backup-storage:MountCapsule", "codeconnections:CreateConnection", "ecr:CreatePullThroughCacheRule",
        "ecr:CreateRepositoryCreationTemplate", "ecr:DeletePullThroughCacheRule", "ecr:DeleteRegistryPolicy", "ecr:DeleteRepositoryCreationTemplate",
        "ecr:PutRegistryPolicy", "ecr:PutRegistryScanningConfiguration", "ecr:UpdatePullThroughCacheRule", "ecr:UpdateRepositoryCreationTemplate",
        "eks:CreateCluster", "elasticfilesystem:CreateFileSystem", "guardduty:CreateDetector", "kms:CreateKey", "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery", "logs:DeleteResourcePolicy", "logs:PutResourcePolicy", "logs:UpdateLogDelivery", "route53:CreateHostedZone",
    ];

    // Reading that shows data, and not only what there is.
    private static readonly HashSet<string> Disclosing = ["secretsmanager:GetSecretValue", "ssm:GetParameter", "ssm:GetParameters"];

    private static readonly HashSet<string> Cryptographic = ["kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:RetireGrant"];

    private static readonly string[] Looking = ["Describe", "List", "Get", "BatchGet", "View"];

    /// <summary>Its policies, by a word for each. IAM takes 6,144 characters of one.</summary>
    public IReadOnlyDictionary<string, Output<string>> Policies() => new Dictionary<string, Output<string>>
    {
        ["look"] = PolicyDocument.Json(new PolicyStatement { Sid = "Look", Actions = Of(Looks) }),
        ["make"] = PolicyDocument.Json(new PolicyStatement { Sid = "Make", Actions = Of(Unlimited.Contains), Conditions = [Here] }),
        ["network"] = PolicyDocument.Json(Changes("ec2", "elasticloadbalancing", "route53")),
        ["firewalls"] = PolicyDocument.Json(Changes("network-firewall", "route53resolver", "wafv2", "acm")),
        ["data"] = PolicyDocument.Json([.. Changes("backup", "ecr", "elasticfilesystem", "s3", "secretsmanager", "ssm", "kms"), .. Encrypting()]),
        ["clusters"] = PolicyDocument.Json(Changes("eks", "logs", "cloudwatch", "guardduty", "budgets", "codebuild", "codeconnections")),
        ["roles"] = PolicyDocument.Json(new PipelineRoleAccess(Site, Prefix).Statements()),
    };

    /// <summary>What it changes of services' resources, those of IAM aside.</summary>
    internal static IReadOnlyList<string> Changing { get; } =
        Of(action => !Looks(action) && !Unlimited.Contains(action) && !Cryptographic.Contains(action) && !IsOf(action, "iam"));

    // Global services are in one region, whatever the platform's is: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    private PolicyCondition Here => new("StringEquals", "aws:RequestedRegion", Site.Region, "us-east-1");

    private static bool Looks(string action) =>
        !Disclosing.Contains(action) && Looking.Any(word => action.AsSpan(action.IndexOf(':', StringComparison.Ordinal) + 1).StartsWith(word, StringComparison.Ordinal));

    private static bool IsOf(string action, string service) => action.StartsWith($"{service}:", StringComparison.Ordinal);

    private static string[] Of(Func<string, bool> which) => [.. PipelineActions.All.Where(which)];

    private IEnumerable<PolicyStatement> Changes(params string[] services) => services.Select(service => new PolicyStatement
    {
        Sid = $"Change{string.Concat(service.Where(char.IsAsciiLetterOrDigit))}",
        Actions = [.. Changing.Where(action => IsOf(action, service))],
        Resources = [.. Resources(service)],
    });

    // Keys have no names, and so the services tell what is encrypted. EKS is the exception, which names none: there the alias does, that a key
    // gets a moment later than itself, and long before a cluster is made.
    private IEnumerable<PolicyStatement> Encrypting() =>
    [
        new()
        {
            Sid = "EncryptThroughServices",
            Actions = Of(Cryptographic.Contains),
            Resources = [Site.Arn("kms", "key/*")],
            Conditions =
            [
                new(
                    "StringEquals",
                    "kms:ViaService",
                    [.. new[] { "backup", "ecr", "elasticfilesystem", "network-firewall", "secretsmanager", "ssm" }.Select(service => $"{service}.{Site.Region}.{Site.DnsSuffix}")]),
            ],
        },
        new()
        {
            Sid = "LetClustersEncrypt",
            Actions = ["kms:CreateGrant"],
            Resources = [Site.Arn("kms", "key/*")],
            Conditions = [new("ForAnyValue:StringLike", "kms:ResourceAliases", $"alias/{Prefix}-*")],
        },
    ];

    // Where AWS names resources itself, no prefix tells whose they are: then all of the region.
    private string[] Resources(string service) => service switch
    {
        "backup" => [Site.Arn(service, $"backup-vault:{Prefix}-*"), Site.Arn(service, "backup-plan:*")],
        "budgets" => [Global(service, $"budget/{Prefix}")],
        "cloudwatch" => [Site.Arn(service, $"alarm:{Prefix}-*")],
        "codebuild" => [Site.Arn(service, $"project/{Prefix}-*")],
        // Nodes start from images of AWS, which belong to no account.
        "ec2" => [Site.Arn(service, "*"), $"arn:{Site.Partition}:{service}:{Site.Region}::image/*"],
        "ecr" => [Site.Arn(service, $"repository/{Prefix}/*")],
        "eks" => [.. new[] { "cluster", "nodegroup", "addon", "access-entry", "podidentityassociation" }.Select(kind => Site.Arn(service, $"{kind}/{Prefix}-*"))],
        "kms" => [Site.Arn(service, "key/*"), Site.Arn(service, $"alias/{Prefix}-*")],
        "logs" => [Site.Arn(service, $"log-group:*{Prefix}-*")],
        "network-firewall" =>
        [
            .. new[] { "firewall", "firewall-policy", "stateful-rulegroup", "stateless-rulegroup" }.Select(kind => Site.Arn(service, $"{kind}/{Prefix}-*")),
        ],
        "route53" => [$"arn:{Site.Partition}:{service}:::hostedzone/*"],
        "s3" => [$"arn:{Site.Partition}:{service}:::{Prefix}-*"],
        "secretsmanager" => [Site.Arn(service, $"secret:ecr-pullthroughcache/{Prefix}-*")],
        "ssm" => [Site.Arn(service, $"parameter/{Prefix}-*")],
        "wafv2" => [Site.Arn(service, $"regional/webacl/{Prefix}-*"), Site.Arn(service, "regional/managedruleset/*")],
        _ => [Site.Arn(service, "*")],
    };

    private string Global(string service, string resource) => $"arn:{Site.Partition}:{service}::{Site.AccountId}:{resource}";
}
