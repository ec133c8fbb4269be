using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Keys;

/// <summary>
/// Statements of key policies. A key policy has precedence over the policies of roles: it denies everything that no statement allows.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html</remarks>
internal static class KeyPolicy
{
    private static readonly string[] Use =
    [
        "kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext",
        "kms:DescribeKey",
    ];

    /// <summary>
    /// Returns the statement that lets principals with an IAM policy manage the key, so that the account cannot lose access to it. The
    /// statement does not allow encryption or decryption.
    /// </summary>
    public static PolicyStatement Administration(AwsScope scope) => new()
    {
        Sid = "Administration",
        Principals = [PolicyPrincipal.AccountOf(scope)],
        Actions =
        [
            "kms:CancelKeyDeletion", "kms:CreateAlias", "kms:DeleteAlias", "kms:DescribeKey", "kms:DisableKey", "kms:DisableKeyRotation",
            "kms:EnableKey", "kms:EnableKeyRotation", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListGrants",
            "kms:ListKeyPolicies",
            "kms:ListKeyRotations", "kms:ListResourceTags", "kms:PutKeyPolicy", "kms:RevokeGrant", "kms:RotateKeyOnDemand",
            "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateAlias", "kms:UpdateKeyDescription",
        ],
        Conditions = [OfAccount(scope)],
    };

    /// <summary>Returns the statement that lets principals with an IAM policy use the key through the given services only.</summary>
    /// <remarks>https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service</remarks>
    public static PolicyStatement Through(AwsScope scope, params string[] services) => new()
    {
        Sid = "ThroughServices",
        Principals = [PolicyPrincipal.AccountOf(scope)],
        Actions = [.. Use, "kms:CreateGrant", "kms:RetireGrant"],
        Conditions =
        [
            OfAccount(scope),
            new("StringEquals", "kms:ViaService", [.. services.Select(service => $"{service}.{scope.Region}.{scope.DnsSuffix}")]),
        ],
    };

    /// <summary>
    /// Returns the statement that lets principals with an IAM policy grant the key to EKS, and use it: EKS uses the role of the cluster,
    /// and no service that a condition could name.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html</remarks>
    public static PolicyStatement ByClusters(AwsScope scope) => new()
    {
        Sid = "ByClusters",
        Principals = [PolicyPrincipal.AccountOf(scope)],
        Actions = ["kms:CreateGrant", "kms:DescribeKey", "kms:Encrypt", "kms:Decrypt"],
        Conditions = [OfAccount(scope)],
    };

    /// <summary>
    /// Returns the statement that lets principals with an IAM policy use the key, through S3 or directly: Pulumi encrypts the secrets of a
    /// stack without a service in between.
    /// </summary>
    /// <remarks>https://www.pulumi.com/docs/iac/concepts/secrets/#aws-key-management-service-kms</remarks>
    public static PolicyStatement ByDeployments(AwsScope scope) => new()
    {
        Sid = "ByDeployments",
        Principals = [PolicyPrincipal.AccountOf(scope)],
        Actions = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
        Conditions = [OfAccount(scope)],
    };

    /// <summary>
    /// Returns the statements that let Auto Scaling start nodes with encrypted disks. AWS manages its service-linked role, so that the key
    /// policy must name the role.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html</remarks>
    public static IEnumerable<PolicyStatement> ByAutoScaling(string role)
    {
        yield return new() { Sid = "ByAutoScaling", Principals = [new("AWS", role)], Actions = Use };
        yield return new()
        {
            Sid = "GrantByAutoScaling",
            Principals = [new("AWS", role)],
            Actions = ["kms:CreateGrant"],
            Conditions = [new("Bool", "kms:GrantIsForAWSResource", "true")],
        };
    }

    /// <summary>Returns the statement that lets CloudWatch Logs use the key for log groups of the account.</summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html</remarks>
    public static PolicyStatement ByLogGroups(AwsScope scope) => new()
    {
        Sid = "ByLogGroups",
        Principals = [new("Service", $"logs.{scope.Region}.{scope.DnsSuffix}")],
        Actions = Use,
        Conditions = [new("ArnLike", "kms:EncryptionContext:aws:logs:arn", scope.Arn("logs", "log-group:*"))],
    };

    /// <summary>
    /// Returns the statement that lets log deliveries of services, such as VPCs, write to a bucket that the key encrypts.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html</remarks>
    public static PolicyStatement ByLogDelivery(AwsScope scope) => new()
    {
        Sid = "ByLogDelivery",
        Principals = [PolicyPrincipal.Service("delivery.logs")],
        Actions = Use,
        Conditions = [new("StringEquals", "aws:SourceAccount", scope.AccountId), new("ArnLike", "aws:SourceArn", scope.Arn("logs", "*"))],
    };

    private static PolicyCondition OfAccount(AwsScope scope) => new("StringEquals", "kms:CallerAccount", scope.AccountId);
}
