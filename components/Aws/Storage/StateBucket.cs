using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Keys;
using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Kms;
using KeyAlias = Pulumi.Aws.Kms.Alias;

namespace K8tre.Components.Aws.Storage;

/// <summary>Inputs of <see cref="StateBucket"/>.</summary>
public sealed record StateBucketArgs
{
    /// <summary>Where it goes.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the platform, with which and a dash the names of bucket and key begin.</summary>
    public required string Platform { get; init; }

    /// <summary>Days that it is kept who read and wrote it. Default: 365.</summary>
    public int LogDays { get; init; } = 365;
}

/// <summary>
/// Where Pulumi keeps what it knows of stacks: a bucket, a key for it and for the stacks' secrets, and a log of who read and wrote. Whoever loses
/// it has a platform that no deployment knows, so it stays whatever happens to its own stack, and so does what was overwritten, for a year.
/// </summary>
/// <remarks>https://www.pulumi.com/docs/iac/concepts/state-and-backends/#aws-s3</remarks>
public sealed class StateBucket : ComponentResource
{
    private const int OldStateDays = 365, DeletionDays = 30;

    /// <summary>Makes the bucket and the key.</summary>
    public StateBucket(string name, StateBucketArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:StateBucket", name, options)
    {
        var (scope, inside) = (args.Scope, new ComponentResourceOptions { Parent = this });
        var key = new Key($"{name}-key", new()
        {
            Description = $"State of Pulumi, and secrets in it, of {args.Platform}",
            Policy = PolicyDocument.Json(KeyPolicy.Administration(scope), KeyPolicy.ByDeployments(scope)),
            EnableKeyRotation = true,
            DeletionWindowInDays = DeletionDays,
        }, new() { Parent = this, Protect = true, RetainOnDelete = true });
        var alias = new KeyAlias($"{name}-key-alias", new() { Name = $"alias/{args.Platform}-state", TargetKeyId = key.Id }, new() { Parent = this, RetainOnDelete = true });
        var names = Names(scope, args.Platform);
        var log = new DataBucket($"{name}-access-logs", new()
        {
            Scope = scope,
            BucketName = names[1],
            Logs = [LogDelivery.Buckets],
            ExpiryDays = args.LogDays,
        }, inside);
        var bucket = new DataBucket($"{name}-bucket", new()
        {
            Scope = scope,
            BucketName = names[0],
            Key = key.Arn,
            AccessLogs = log.BucketName,
            OldVersionDays = OldStateDays,
        }, inside);

        KeyArn = Output.Tuple(key.Arn, alias.Id).Apply(ready => ready.Item1);
        (BucketName, BucketArn) = (bucket.BucketName, bucket.Arn);
        Backend = Output.Format($"s3://{bucket.BucketName}?region={scope.Region}");
        SecretsProvider = Output.Format($"awskms:///{KeyArn}?region={scope.Region}");

        RegisterOutputs();
    }

    /// <summary>Names of the bucket and of that with its log.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="platform">Name of the platform.</param>
    public static IReadOnlyList<string> Names(AwsScope scope, string platform)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return [scope.UniqueName($"{platform}-state"), scope.UniqueName($"{platform}-state-logs")];
    }

    /// <summary>Name of the bucket.</summary>
    [Output("bucketName")]
    public Output<string> BucketName { get; private set; }

    /// <summary>ARN of the bucket.</summary>
    [Output("bucketArn")]
    public Output<string> BucketArn { get; private set; }

    /// <summary>ARN of the key.</summary>
    [Output("keyArn")]
    public Output<string> KeyArn { get; private set; }

    /// <summary>What <c>pulumi login</c> takes.</summary>
    [Output("backend")]
    public Output<string> Backend { get; private set; }

    /// <summary>What <c>pulumi stack init --secrets-provider</c> takes.</summary>
    [Output("secretsProvider")]
    public Output<string> SecretsProvider { get; private set; }
}
