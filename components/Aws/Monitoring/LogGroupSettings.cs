using Pulumi.Aws.CloudWatch;

namespace K8tre.Components.Aws.Monitoring;

/// <summary>Settings of a platform's log groups in CloudWatch: encryption and retention.</summary>
/// <param name="Key">
/// ARN of the KMS key. Its policy must allow CloudWatch Logs of the region to use it for log groups of the account, and the account to use
/// it through Network Firewall, whose rules it encrypts as well.
/// </param>
/// <param name="RetentionDays">Days that entries are kept: a number that CloudWatch offers, such as 365.</param>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html</remarks>
public sealed record LogGroupSettings(Input<string> Key, int RetentionDays)
{
    /// <summary>Returns the inputs of a log group that an AWS service delivers logs to.</summary>
    /// <param name="name">Name of the log group, without the prefix that AWS expects.</param>
    /// <remarks>
    /// With this prefix, a service needs no resource policy of the account:
    /// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
    /// </remarks>
    internal LogGroupArgs ToArgs(string name) => new()
    {
        Name = $"/aws/vendedlogs/{name}",
        KmsKeyId = Key,
        RetentionInDays = RetentionDays,
    };
}
