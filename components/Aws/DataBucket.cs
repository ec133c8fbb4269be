using Pulumi.Aws.S3;
using Pulumi.Aws.S3.Inputs;

namespace K8tre.Components.Aws;

/// <summary>Inputs of <see cref="DataBucket"/>.</summary>
public sealed record DataBucketArgs
{
    /// <summary>Where it goes.</summary>
    public required AwsSite Site { get; init; }

    /// <summary>Name of the bucket, unique in the world, 3 to 63 characters: <see cref="AwsSite.UniqueName"/>.</summary>
    public required string BucketName { get; init; }

    /// <summary>ARN of the key that encrypts it. Default: S3's own, for logs that AWS writes to no other bucket.</summary>
    public Input<string>? Key { get; init; }

    /// <summary>What of AWS itself logs into it. Default: nothing.</summary>
    public IReadOnlyList<LogSource> Logs { get; init; } = [];

    /// <summary>Name of the bucket that logs who read and wrote it. Default: none.</summary>
    public Input<string>? AccessLogs { get; init; }

    /// <summary>Days that a version is kept after it was overwritten or deleted. Default: 90.</summary>
    public int OldVersionDays { get; init; } = 90;

    /// <summary>Days after which objects are deleted, as logs are. Default: they are not.</summary>
    public int? ExpiryDays { get; init; }
}

/// <summary>
/// A bucket for what must not be lost nor seen: logs, snapshots, state. Nobody reaches it without TLS, nothing of it can be made public, and what is
/// overwritten can be had back.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html</remarks>
public sealed class DataBucket : ComponentResource
{
    private const int AbandonedUploadDays = 7;

    /// <summary>Makes the bucket.</summary>
    /// <exception cref="ArgumentException">AWS writes the logs to no bucket that <see cref="DataBucketArgs.Key"/> encrypts, or nothing does without one.</exception>
    public DataBucket(string name, DataBucketArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:DataBucket", name, options)
    {
        var hasKeyOfS3 = args.Logs.Any(source => source.NeedsOwnKeysOfS3());
        if (hasKeyOfS3 == args.Key is not null)
            throw new ArgumentException(hasKeyOfS3 ? "load balancers and buckets log to no bucket with a key of ours; leave Key out" : "supply Key", nameof(args));

        var inside = new CustomResourceOptions { Parent = this };
        var bucket = new Bucket(name, new() { BucketName = args.BucketName, ForceDestroy = false }, new() { Parent = this, Protect = true });
        Output<string>[] settings =
        [
            new BucketOwnershipControls($"{name}-ownership", new()
            {
                Bucket = bucket.Id,
                Rule = new BucketOwnershipControlsRuleArgs { ObjectOwnership = "BucketOwnerEnforced" },
            }, inside).Id,
            new BucketPublicAccessBlock($"{name}-public-access", new()
            {
                Bucket = bucket.Id,
                BlockPublicAcls = true,
                BlockPublicPolicy = true,
                IgnorePublicAcls = true,
                RestrictPublicBuckets = true,
            }, inside).Id,
            new BucketVersioning($"{name}-versions", new()
            {
                Bucket = bucket.Id,
                VersioningConfiguration = new BucketVersioningVersioningConfigurationArgs { Status = "Enabled" },
            }, inside).Id,
            new BucketServerSideEncryptionConfiguration($"{name}-encryption", new() { Bucket = bucket.Id, Rules = { Encryption(args.Key) } }, inside).Id,
            new BucketLifecycleConfiguration($"{name}-lifecycle", new() { Bucket = bucket.Id, Rules = { Lifecycle(args) } }, inside).Id,
            new BucketPolicy($"{name}-policy", new() { Bucket = bucket.Id, Policy = bucket.Arn.Apply(arn => Policy(args, arn)) }, inside).Id,
        ];
        if (args.AccessLogs is { } logs)
            _ = new BucketLogging($"{name}-access-log", new() { Bucket = bucket.Id, TargetBucket = logs, TargetPrefix = $"{args.BucketName}/" }, inside);

        Arn = bucket.Arn;
        BucketName = Output.Tuple(bucket.Id, Output.All(settings)).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>Name of the bucket. Known once it has all its settings.</summary>
    [Output("bucketName")]
    public Output<string> BucketName { get; private set; }

    /// <summary>ARN of the bucket.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }

    private static BucketServerSideEncryptionConfigurationRuleArgs Encryption(Input<string>? key)
    {
        var byDefault = new BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs { SseAlgorithm = "AES256" };
        if (key is not null)
            (byDefault.SseAlgorithm, byDefault.KmsMasterKeyId) = ("aws:kms", key);
        // A key of the bucket's own under ours: KMS is asked, and paid, for a time and not for an object.
        return new() { ApplyServerSideEncryptionByDefault = byDefault, BucketKeyEnabled = key is not null };
    }

    private static BucketLifecycleConfigurationRuleArgs Lifecycle(DataBucketArgs args)
    {
        var rule = new BucketLifecycleConfigurationRuleArgs
        {
            Id = "keep",
            Status = "Enabled",
            Filter = new BucketLifecycleConfigurationRuleFilterArgs(),
            NoncurrentVersionExpiration = new BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs { NoncurrentDays = args.OldVersionDays },
            AbortIncompleteMultipartUpload = new BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs { DaysAfterInitiation = AbandonedUploadDays },
        };
        if (args.ExpiryDays is { } days)
            rule.Expiration = new BucketLifecycleConfigurationRuleExpirationArgs { Days = days };
        return rule;
    }

    private static string Policy(DataBucketArgs args, string bucket) => PolicyStatement.Document(
    [
        Refuse("OnlyEncrypted", bucket, new("Bool", "aws:SecureTransport", "false")),
        Refuse("OnlyByRecentTls", bucket, new("NumericLessThan", "s3:TlsVersion", "1.2")),
        .. args.Logs.SelectMany(source => source.Statements(args.Site, bucket)),
    ]);

    private static PolicyStatement Refuse(string sid, string bucket, PolicyCondition when) => new()
    {
        Sid = sid,
        Denies = true,
        Principals = [PolicyPrincipal.Anyone],
        Actions = ["s3:*"],
        Resources = [bucket, $"{bucket}/*"],
        Conditions = [when],
    };
}
