using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Monitoring;

/// <summary>Log deliveries of AWS that write to a bucket.</summary>
public enum LogDelivery
{
    /// <summary>Access logs of Application Load Balancers, delivered only to buckets with a key of S3.</summary>
    LoadBalancers,

    /// <summary>Access logs of other buckets, delivered only to buckets with a key of S3.</summary>
    Buckets,

    /// <summary>Logs of VPCs, firewalls and resolvers, delivered by CloudWatch.</summary>
    Services,
}

/// <summary>Statements of a bucket policy for log deliveries.</summary>
internal static class LogDeliveries
{
    /// <summary>Returns true if the delivery requires a bucket with a key of S3.</summary>
    /// <remarks>
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html,
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
    /// </remarks>
    public static bool NeedsOwnKeysOfS3(this LogDelivery source) => source is LogDelivery.LoadBalancers or LogDelivery.Buckets;

    /// <summary>Returns the statements that allow the delivery to write.</summary>
    public static IEnumerable<PolicyStatement> Statements(this LogDelivery source, AwsScope scope, string bucket)
    {
        PolicyCondition ours = new("StringEquals", "aws:SourceAccount", scope.AccountId);
        switch (source)
        {
            case LogDelivery.LoadBalancers:
                yield return Write(
                    "LoadBalancersWrite", new("Service", "logdelivery.elasticloadbalancing.amazonaws.com"),
                    $"{bucket}/*AWSLogs/{scope.AccountId}/*");
                break;
            case LogDelivery.Buckets:
                yield return Write("BucketsWrite", PolicyPrincipal.Service("logging.s3"), $"{bucket}/*", ours);
                break;
            case LogDelivery.Services:
                PolicyCondition byDelivery = new("ArnLike", "aws:SourceArn", scope.Arn("logs", "*"));
                yield return Write("ServicesWrite", PolicyPrincipal.Service("delivery.logs"), $"{bucket}/*", ours, byDelivery);
                yield return new()
                {
                    Sid = "ServicesRead",
                    Principals = [PolicyPrincipal.Service("delivery.logs")],
                    Actions = ["s3:GetBucketAcl", "s3:ListBucket"],
                    Resources = [bucket],
                    Conditions = [ours, byDelivery],
                };
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(source), source, "the log delivery is unknown");
        }
    }

    private static PolicyStatement Write(string sid, PolicyPrincipal who, string objects, params PolicyCondition[] conditions) => new()
    {
        Sid = sid,
        Principals = [who],
        Actions = ["s3:PutObject"],
        Resources = [objects],
        Conditions = conditions,
    };
}
