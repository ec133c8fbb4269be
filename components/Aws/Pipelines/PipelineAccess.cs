using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Pipelines;

/// <summary>
/// Policies of a pipeline: all actions of <see cref="PipelineActions"/>, on resources of the platform where AWS can restrict them.
/// </summary>
/// <param name="Scope">Account and region.</param>
/// <param name="Prefix">Prefix of the names of the platform's resources, without the dash.</param>
internal sealed record PipelineAccess(AwsScope Scope, string Prefix)
{
    // Actions that AWS does not restrict to a resource: it does not exist yet, or the region has only one.
    private static readonly HashSet<string> Unlimited =
    [
        "acm:RequestCertificate", "backup-storage:MountCapsule", "codeconnections:CreateConnection", "ecr:CreatePullThroughCacheRule",
        "ecr:CreateRepositoryCreationTemplate", "ecr:DeletePullThroughCacheRule", "ecr:DeleteRegistryPolicy",
        "ecr:DeleteRepositoryCreationTemplate",
        "ecr:PutRegistryPolicy", "ecr:PutRegistryScanningConfiguration", "ecr:UpdatePullThroughCacheRule",
        "ecr:UpdateRepositoryCreationTemplate",
        "eks:CreateCluster", "elasticfilesystem:CreateFileSystem", "guardduty:CreateDetector", "kms:CreateKey", "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery", "logs:DeleteResourcePolicy", "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
        "route53:CreateHostedZone",
    ];

    // Read actions that disclose data.
    private static readonly HashSet<string> Disclosing = ["secretsmanager:GetSecretValue", "ssm:GetParameter", "ssm:GetParameters"];

    private static readonly HashSet<string> Cryptographic =
        ["kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:RetireGrant"];

    private static readonly string[] ReadPrefixes = ["Describe", "List", "Get", "BatchGet", "View"];

    /// <summary>Returns the policies, by name. IAM accepts 6,144 characters in each.</summary>
    public IReadOnlyDictionary<string, Output<string>> Policies() => new Dictionary<string, Output<string>>
    {
        ["read"] = PolicyDocument.Json(new PolicyStatement { Sid = "Read", Actions = Select(IsRead) }),
        ["create"] = PolicyDocument.Json(new PolicyStatement { Sid = "Create", Actions = Select(Unlimited.Contains), Conditions = [Here] }),
        ["network"] = PolicyDocument.Json(Changes("ec2", "elasticloadbalancing", "route53")),
        ["firewalls"] = PolicyDocument.Json(Changes("network-firewall", "route53resolver", "wafv2", "acm")),
        ["data"] = PolicyDocument.Json(
            [.. Changes("backup", "ecr", "elasticfilesystem", "s3", "secretsmanager", "ssm", "kms"), .. Encrypting()]),
        ["clusters"] = PolicyDocument.Json(Changes("eks", "logs", "cloudwatch", "guardduty", "budgets", "codebuild", "codeconnections")),
        ["roles"] = PolicyDocument.Json(new PipelineRoleAccess(Scope, Prefix).Statements()),
    };

    /// <summary>Actions that change resources, except those of IAM.</summary>
    internal static IReadOnlyList<string> Changing { get; } =
        Select(action => !IsRead(action) && !Unlimited.Contains(action) && !Cryptographic.Contains(action) && !IsOf(action, "iam"));

    // Global services have one region, regardless of the platform's:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    private PolicyCondition Here => new("StringEquals", "aws:RequestedRegion", Scope.Region, "us-east-1");

    private static bool IsRead(string action) => !Disclosing.Contains(action)
        && ReadPrefixes.Any(prefix =>
            action.AsSpan(action.IndexOf(':', StringComparison.Ordinal) + 1).StartsWith(prefix, StringComparison.Ordinal));

    private static bool IsOf(string action, string service) => action.StartsWith($"{service}:", StringComparison.Ordinal);

    private static string[] Select(Func<string, bool> which) => [.. PipelineActions.All.Where(which)];

    private IEnumerable<PolicyStatement> Changes(params string[] services) => services.Select(service => new PolicyStatement
    {
        Sid = $"Change{string.Concat(service.Where(char.IsAsciiLetterOrDigit))}",
        Actions = [.. Changing.Where(action => IsOf(action, service))],
        Resources = [.. Resources(service)],
    });

    // Keys have no names, so that the service is the condition. EKS uses keys without a service in between: there the alias is the
    // condition, which exists before the cluster.
    private IEnumerable<PolicyStatement> Encrypting() =>
    [
        new()
        {
            Sid = "EncryptThroughServices",
            Actions = Select(Cryptographic.Contains),
            Resources = [Scope.Arn("kms", "key/*")],
            Conditions =
            [
                new(
                    "StringEquals",
                    "kms:ViaService",
                    [
                        .. new[] { "backup", "ecr", "elasticfilesystem", "network-firewall", "secretsmanager", "ssm" }
                            .Select(service => $"{service}.{Scope.Region}.{Scope.DnsSuffix}"),
                    ]),
            ],
        },
        new()
        {
            Sid = "LetClustersEncrypt",
            Actions = ["kms:CreateGrant"],
            Resources = [Scope.Arn("kms", "key/*")],
            Conditions = [new("ForAnyValue:StringLike", "kms:ResourceAliases", $"alias/{Prefix}-*")],
        },
    ];

    // All resources of the region where AWS generates the names, so that they have no prefix.
    private string[] Resources(string service) => service switch
    {
        "backup" => [Scope.Arn(service, $"backup-vault:{Prefix}-*"), Scope.Arn(service, "backup-plan:*")],
        "budgets" => [Global(service, $"budget/{Prefix}")],
        "cloudwatch" => [Scope.Arn(service, $"alarm:{Prefix}-*")],
        "codebuild" => [Scope.Arn(service, $"project/{Prefix}-*")],
        // Images of AWS, which nodes start from, belong to no account.
        "ec2" => [Scope.Arn(service, "*"), $"arn:{Scope.Partition}:{service}:{Scope.Region}::image/*"],
        "ecr" => [Scope.Arn(service, $"repository/{Prefix}/*")],
        "eks" =>
        [
            .. new[] { "cluster", "nodegroup", "addon", "access-entry", "podidentityassociation" }
                .Select(kind => Scope.Arn(service, $"{kind}/{Prefix}-*")),
        ],
        "kms" => [Scope.Arn(service, "key/*"), Scope.Arn(service, $"alias/{Prefix}-*")],
        "logs" => [Scope.Arn(service, $"log-group:*{Prefix}-*")],
        "network-firewall" =>
        [
            .. new[] { "firewall", "firewall-policy", "stateful-rulegroup", "stateless-rulegroup" }
                .Select(kind => Scope.Arn(service, $"{kind}/{Prefix}-*")),
        ],
        "route53" => [$"arn:{Scope.Partition}:{service}:::hostedzone/*"],
        "s3" => [$"arn:{Scope.Partition}:{service}:::{Prefix}-*"],
        "secretsmanager" => [Scope.Arn(service, $"secret:ecr-pullthroughcache/{Prefix}-*")],
        "ssm" => [Scope.Arn(service, $"parameter/{Prefix}-*")],
        "wafv2" => [Scope.Arn(service, $"regional/webacl/{Prefix}-*"), Scope.Arn(service, "regional/managedruleset/*")],
        _ => [Scope.Arn(service, "*")],
    };

    private string Global(string service, string resource) => $"arn:{Scope.Partition}:{service}::{Scope.AccountId}:{resource}";
}
