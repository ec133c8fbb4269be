namespace K8tre.Components.Aws.Pipelines;

/// <summary>Kinds of a pipeline's actions: how AWS restricts each of them.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
/// </remarks>
internal static class PipelineActionKinds
{
    // Read actions that disclose data.
    private static readonly HashSet<string> Disclosing = ["secretsmanager:GetSecretValue", "ssm:GetParameter", "ssm:GetParameters"];

    // Actions that create a resource with tags and that AWS restricts to no resource.
    private static readonly HashSet<string> TaggedAtBirth =
    [
        "acm:RequestCertificate", "codeconnections:CreateConnection", "eks:CreateCluster", "elasticfilesystem:CreateFileSystem",
        "guardduty:CreateDetector", "kms:CreateKey",
    ];

    // Services whose resources have tags, and no names that the platform chooses.
    private static readonly HashSet<string> Tagged =
        ["acm", "backup", "codeconnections", "elasticfilesystem", "elasticloadbalancing", "guardduty", "route53resolver"];

    // Actions on a resource that does not exist yet, in services of that list.
    private static readonly HashSet<string> Creating =
    [
        "backup:CreateBackupPlan", "backup:CreateBackupVault", "elasticloadbalancing:CreateLoadBalancer",
        "elasticloadbalancing:CreateTargetGroup", "route53resolver:AssociateFirewallRuleGroup",
        "route53resolver:CreateFirewallDomainList", "route53resolver:CreateFirewallRuleGroup", "route53resolver:CreateResolverEndpoint",
        "route53resolver:CreateResolverQueryLogConfig",
    ];

    private static readonly HashSet<string> Cryptographic =
        ["kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:RetireGrant"];

    private static readonly string[] ReadPrefixes = ["Describe", "List", "Get", "BatchGet", "View"];

    /// <summary>Actions that AWS restricts neither to a resource nor to a tag: the region has only one.</summary>
    public static IReadOnlySet<string> Unlimited { get; } = new HashSet<string>
    {
        "backup-storage:MountCapsule", "ecr:CreatePullThroughCacheRule", "ecr:CreateRepositoryCreationTemplate",
        "ecr:DeletePullThroughCacheRule", "ecr:DeleteRegistryPolicy", "ecr:DeleteRepositoryCreationTemplate", "ecr:PutRegistryPolicy",
        "ecr:PutRegistryScanningConfiguration", "ecr:UpdatePullThroughCacheRule", "ecr:UpdateRepositoryCreationTemplate",
        "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DeleteResourcePolicy", "logs:PutResourcePolicy",
        "logs:UpdateLogDelivery", "route53:CreateHostedZone",
    };

    /// <summary>Returns true if the action shows settings, and no data.</summary>
    public static bool IsRead(string action) => !Disclosing.Contains(action)
        && ReadPrefixes.Any(prefix => NameOf(action).StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Returns true if the action uses a key.</summary>
    public static bool Encrypts(string action) => Cryptographic.Contains(action);

    /// <summary>Returns true if the action changes a resource that the policy names, or whose tag it knows.</summary>
    public static bool Changes(string action) => !IsRead(action) && !Unlimited.Contains(action) && !CreatesTagged(action)
        && !Encrypts(action) && !UsesConnection(action) && !IsOf(action, "iam");

    /// <summary>Returns true if the action creates a resource with tags, and AWS restricts it to no resource.</summary>
    public static bool CreatesTagged(string action) => TaggedAtBirth.Contains(action);

    /// <summary>Returns true if the action creates a resource with tags.</summary>
    public static bool Creates(string action) => Creating.Contains(action);

    /// <summary>Returns true if the action adds tags.</summary>
    public static bool Tags(string action) => NameOf(action) is "TagResource" or "AddTags" or "AddTagsToCertificate";

    /// <summary>Returns true if the action changes a resource that has no tags.</summary>
    public static bool IsUntagged(string action) => action is "route53resolver:UpdateFirewallConfig";

    /// <summary>Returns true if the action uses the connection to GitHub, which a person creates.</summary>
    public static bool UsesConnection(string action) => action is "codeconnections:PassConnection" or "codeconnections:UseConnection";

    /// <summary>Returns true if tags tell which resources of a service belong to the platform.</summary>
    public static bool HasTags(string service) => Tagged.Contains(service);

    /// <summary>Returns true if the action belongs to a service.</summary>
    public static bool IsOf(string action, string service) => action.StartsWith($"{service}:", StringComparison.Ordinal);

    /// <summary>Returns the name of an action without its service.</summary>
    public static string NameOf(string action) => action[(action.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
