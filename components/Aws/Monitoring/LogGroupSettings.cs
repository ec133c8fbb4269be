using Pulumi.Aws.CloudWatch;

namespace K8tre.Components.Aws.Monitoring;

/// <summary>How a platform keeps what its parts report: in CloudWatch, encrypted, for a time.</summary>
/// <param name="Key">
/// ARN of the KMS key. Its policy lets CloudWatch Logs of the region use it for log groups of the account, and the account use it by Network
/// Firewall, whose rules it encrypts too.
/// </param>
/// <param name="RetentionDays">How many days entries are kept: a number that CloudWatch offers, like 365.</param>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html</remarks>
public sealed record LogGroupSettings(Input<string> Key, int RetentionDays)
{
    /// <summary>Makes a log group.</summary>
    /// <param name="name">Its name, without where AWS puts it.</param>
    /// <param name="owner">The component that it belongs to.</param>
    // The name begins as AWS wants it where a service writes by itself, which spares the account's resource policies:
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
    internal LogGroup Group(string name, ComponentResource owner) => new(
        $"{name}-log-group", new() { Name = $"/aws/vendedlogs/{name}", KmsKeyId = Key, RetentionInDays = RetentionDays }, new() { Parent = owner });
}
