using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.S3;
using Pulumi.Aws.S3.Inputs;

namespace K8tre.Components.Aws.Storage;

/// <summary>Inputs of <see cref="DataBucket"/>.</summary>
public sealed record DataBucketArgs
{
    /// <summary>Where it goes.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the bucket, unique in the world, 3 to 63 characters: <see cref="AwsScope.UniqueName"/>.</summary>
    public required string BucketName { get; init; }

    /// <summary>ARN of the key that encrypts it. Default: S3's own, for logs that AWS writes to no other bucket.</summary>
    public Input<string>? Key { get; init; }

    /// <summary>What of AWS itself logs into it. Default: nothing.</summary>
    public IReadOnlyList<LogDelivery> Logs { get; init; } = [];

    /// <summary>Name of the bucket that logs who read and wrote it. Default: none.</summary>
    public Input<string>? AccessLogs { get; init; }

    /// <summary>Days that a version is kept after it was overwritten or deleted. Default: 90.</summary>
    public int OldVersionDays { get; init; } = 90;

    /// <summary>Days after which objects are deleted, as logs are. Default: they are not.</summary>
    public int? ExpiryDays { get; init; }

    /// <summary>
    /// Days in which nobody replaces or deletes what was written, 1 to 36500; decided when the bucket is made. Default: none. Whoever has the right to bypass
    /// governance can mend a mistake.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    /// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html</remarks>
    public int? ImmutableDays
    {
        get;
        init => field = value is null or (>= 1 and <= 36500) ? value : throw new ArgumentOutOfRangeException(nameof(ImmutableDays), value, "supply 1 to 36500, or leave it out");
    }

    /// <summary>Id of a network's endpoint of S3, through which alone objects are read and written. Default: from everywhere, by whom IAM lets.</summary>
    public Input<string>? OnlyThrough { get; init; }
}

/// <summary>
/// A bucket for what must not be lost nor seen: logs, snapshots, state. Nobody reaches it without TLS, nothing of it can be made public, and what is
/// overwritten can be had back. It stays when the platform goes, with all that closes it.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html</remarks>
public sealed class DataBucket : ComponentResource
{
    private const int AbandonedUploadDays = 7;

    private static readonly string[] Objects =
        ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:PutObjectAcl", "s3:RestoreObject"];

    /// <summary>Makes the bucket.</summary>
    /// <exception cref="ArgumentException">AWS writes the logs to no bucket that <see cref="DataBucketArgs.Key"/> encrypts, or nothing does without one.</exception>
    public DataBucket(string name, DataBucketArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:DataBucket", name, options)
    {
        var hasKeyOfS3 = args.Logs.Any(source => source.NeedsOwnKeysOfS3());
        if (hasKeyOfS3 == args.Key is not null)
            throw new ArgumentException(hasKeyOfS3 ? "load balancers and buckets log to no bucket with a key of ours; leave Key out" : "supply Key", nameof(args));

        var inside = new CustomResourceOptions { Parent = this, RetainOnDelete = true };
        var bucket = new Bucket(name, Bucket(args), new() { Parent = this, Protect = true, RetainOnDelete = true });
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
            new BucketPolicy($"{name}-policy", new()
            {
                Bucket = bucket.Id,
                Policy = Output.Tuple(bucket.Arn, args.OnlyThrough?.Apply(endpoint => endpoint) ?? Output.Create("")).Apply(known => Policy(args, known.Item1, known.Item2)),
            }, inside).Id,
            .. args.ImmutableDays is { } days ? new[] { Immutable($"{name}-immutable", bucket.Id, days, inside) } : [],
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

    private static BucketArgs Bucket(DataBucketArgs args)
    {
        var bucket = new BucketArgs { BucketName = args.BucketName, ForceDestroy = false };
        if (args.ImmutableDays is not null)
            bucket.ObjectLockEnabled = true;
        return bucket;
    }

    private static Output<string> Immutable(string name, Input<string> bucket, int days, CustomResourceOptions options) => new BucketObjectLockConfiguration(name, new()
    {
        Bucket = bucket,
        Rule = new BucketObjectLockConfigurationRuleArgs
        {
            DefaultRetention = new BucketObjectLockConfigurationRuleDefaultRetentionArgs { Mode = "GOVERNANCE", Days = days },
        },
    }, options).Id;

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

    private static Output<string> Policy(DataBucketArgs args, string bucket, string endpoint) => PolicyDocument.Json(
    [
        Refuse("OnlyEncrypted", ["s3:*"], [bucket, $"{bucket}/*"], new("Bool", "aws:SecureTransport", "false")),
        Refuse("OnlyByRecentTls", ["s3:*"], [bucket, $"{bucket}/*"], new("NumericLessThan", "s3:TlsVersion", "1.2")),
        // What the bucket itself is, a deployment asks and says from elsewhere.
        .. endpoint.Length > 0 ? new[] { Refuse("OnlyThroughTheNetwork", Objects, [$"{bucket}/*"], new("StringNotEquals", "aws:SourceVpce", endpoint)) } : [],
        .. args.Logs.SelectMany(source => source.Statements(args.Scope, bucket)),
    ]);

    private static PolicyStatement Refuse(string sid, string[] actions, Input<string>[] resources, PolicyCondition when) => new()
    {
        Sid = sid,
        Denies = true,
        Principals = [PolicyPrincipal.Anyone],
        Actions = actions,
        Resources = resources,
        Conditions = [when],
    };
}
