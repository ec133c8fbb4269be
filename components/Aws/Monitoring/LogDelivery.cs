using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Monitoring;

/// <summary>What of AWS itself writes logs into a bucket.</summary>
public enum LogDelivery
{
    /// <summary>Application load balancers: who asked for what. They write to buckets with S3's own keys only.</summary>
    LoadBalancers,

    /// <summary>Other buckets: who read and wrote what. They write to buckets with S3's own keys only.</summary>
    Buckets,

    /// <summary>Services by CloudWatch's delivery: networks, firewalls, resolvers.</summary>
    Services,
}

/// <summary>What a bucket's policy says of those that log into it.</summary>
internal static class LogDeliveries
{
    /// <summary>Whether it encrypts with no key of ours.</summary>
    /// <remarks>
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html,
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
    /// </remarks>
    public static bool NeedsOwnKeysOfS3(this LogDelivery source) => source is LogDelivery.LoadBalancers or LogDelivery.Buckets;

    /// <summary>The statements that let it write.</summary>
    public static IEnumerable<PolicyStatement> Statements(this LogDelivery source, AwsScope scope, string bucket)
    {
        PolicyCondition ours = new("StringEquals", "aws:SourceAccount", scope.AccountId);
        switch (source)
        {
            case LogDelivery.LoadBalancers:
                yield return Write("LoadBalancersWrite", new("Service", "logdelivery.elasticloadbalancing.amazonaws.com"), $"{bucket}/*AWSLogs/{scope.AccountId}/*");
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
                throw new ArgumentOutOfRangeException(nameof(source), source, "it is not known who writes these logs");
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
