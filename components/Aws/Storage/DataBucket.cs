using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.S3;
using Pulumi.Aws.S3.Inputs;

namespace K8tre.Components.Aws.Storage;

/// <summary>Inputs of <see cref="DataBucket"/>.</summary>
public sealed record DataBucketArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>ARN of the KMS key that encrypts the bucket. Default: a key of S3, which some log deliveries of AWS require.</summary>
    public Input<string>? Key { get; init; }

    /// <summary>Log deliveries of AWS that write to the bucket. Default: none.</summary>
    public IReadOnlyList<LogDelivery> Logs { get; init; } = [];

    /// <summary>The bucket of the access log. Default: none; access is not logged.</summary>
    public DataBucket? AccessLogs { get; init; }

    /// <summary>Days that overwritten and deleted versions are kept. Default: 90.</summary>
    public int OldVersionDays { get; init; } = 90;

    /// <summary>Days after which objects are deleted, such as logs. Default: objects are kept.</summary>
    public int? ExpiryDays { get; init; }

    /// <summary>
    /// Days in which objects cannot be replaced or deleted, 1 to 36500. The setting cannot change after the bucket is created. Default:
    /// none. A principal with the permission to bypass governance can correct mistakes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside that range.</exception>
    /// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html</remarks>
    public int? ImmutableDays
    {
        get;
        init => field = value is null or (>= 1 and <= 36500)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(ImmutableDays), value, "supply 1 to 36500, or leave it out");
    }

    /// <summary>Id of the VPC endpoint of S3 that all access to objects must use. Default: none; IAM alone decides.</summary>
    public Input<string>? VpcEndpoint { get; init; }
}

/// <summary>
/// Bucket for data that must be neither lost nor disclosed: logs, snapshots, state. Access requires TLS, nothing can be made public, and
/// overwritten versions can be restored. The bucket and its settings are retained when the platform is deleted. Its name is the component's
/// name, at most <see cref="LongestName"/> characters, and a suffix: the bucket of an earlier deployment may still exist.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html</remarks>
public sealed class DataBucket : ComponentResource
{
    /// <summary>
    /// Maximum length of the component's name. Pulumi adds a suffix of 8 characters, and the name of a bucket may have 63.
    /// </summary>
    public const int LongestName = 55;

    private const int AbandonedUploadDays = 7;

    private static readonly string[] Objects =
    [
        "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:PutObjectAcl",
        "s3:RestoreObject",
    ];

    /// <summary>Creates the bucket.</summary>
    /// <exception cref="ArgumentException">
    /// The name is longer than <see cref="LongestName"/>, or <see cref="DataBucketArgs.Key"/> is set, but AWS delivers the logs only to
    /// buckets with a key of S3, or the key is missing.
    /// </exception>
    public DataBucket(string name, DataBucketArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:DataBucket", name, options)
    {
        if (name.Length > LongestName)
            throw new ArgumentException($"{name} has {name.Length} characters; supply at most {LongestName}", nameof(name));
        var hasKeyOfS3 = args.Logs.Any(source => source.NeedsOwnKeysOfS3());
        if (hasKeyOfS3 == args.Key is not null)
        {
            throw new ArgumentException(
                hasKeyOfS3 ? "load balancers and buckets deliver logs only to buckets with a key of S3; leave Key out" : "supply Key",
                nameof(args));
        }

        var inside = new CustomResourceOptions { Parent = this, RetainOnDelete = true };
        var bucket = new Bucket(name, Bucket(args), new() { Parent = this, Protect = true, RetainOnDelete = true });
        (BucketName, Arn) = (bucket.Id, bucket.Arn);
        _ = new BucketOwnershipControls($"{name}-ownership", new()
        {
            Bucket = bucket.Id,
            Rule = new BucketOwnershipControlsRuleArgs { ObjectOwnership = "BucketOwnerEnforced" },
        }, inside);
        _ = new BucketPublicAccessBlock($"{name}-public-access", new()
        {
            Bucket = bucket.Id,
            BlockPublicAcls = true,
            BlockPublicPolicy = true,
            IgnorePublicAcls = true,
            RestrictPublicBuckets = true,
        }, inside);
        _ = new BucketVersioning($"{name}-versions", new()
        {
            Bucket = bucket.Id,
            VersioningConfiguration = new BucketVersioningVersioningConfigurationArgs { Status = "Enabled" },
        }, inside);
        _ = new BucketServerSideEncryptionConfiguration($"{name}-encryption", new()
        {
            Bucket = bucket.Id,
            Rules = { Encryption(args.Key) },
        }, inside);
        _ = new BucketLifecycleConfiguration($"{name}-lifecycle", new() { Bucket = bucket.Id, Rules = { Lifecycle(args) } }, inside);
        _ = new BucketPolicy($"{name}-policy", new()
        {
            Bucket = bucket.Id,
            Policy = Output.Tuple(bucket.Arn, args.VpcEndpoint?.Apply(endpoint => endpoint) ?? Output.Create(""))
                .Apply(known => Policy(args, known.Item1, known.Item2)),
        }, inside);
        if (args.ImmutableDays is { } days)
            _ = new BucketObjectLockConfiguration($"{name}-immutable", new() { Bucket = bucket.Id, Rule = ObjectLock(days) }, inside);
        if (args.AccessLogs is { } logs)
        {
            // S3 delivers nothing to a bucket without the policy that allows it.
            _ = new BucketLogging(
                $"{name}-access-log",
                new() { Bucket = bucket.Id, TargetBucket = logs.BucketName, TargetPrefix = $"{name}/" },
                new() { Parent = this, RetainOnDelete = true, DependsOn = { logs } });
        }

        RegisterOutputs();
    }

    /// <summary>Name of the bucket. Resources that write to it depend on this component, so that its settings exist first.</summary>
    [Output("bucketName")]
    public Output<string> BucketName { get; private set; }

    /// <summary>ARN of the bucket.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }

    private static BucketArgs Bucket(DataBucketArgs args)
    {
        var bucket = new BucketArgs { ForceDestroy = false };
        if (args.ImmutableDays is not null)
            bucket.ObjectLockEnabled = true;
        return bucket;
    }

    private static BucketObjectLockConfigurationRuleArgs ObjectLock(int days) => new()
    {
        DefaultRetention = new BucketObjectLockConfigurationRuleDefaultRetentionArgs { Mode = "GOVERNANCE", Days = days },
    };

    private static BucketServerSideEncryptionConfigurationRuleArgs Encryption(Input<string>? key)
    {
        var byDefault = new BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs { SseAlgorithm = "AES256" };
        if (key is not null)
            (byDefault.SseAlgorithm, byDefault.KmsMasterKeyId) = ("aws:kms", key);
        // With a bucket key, S3 calls KMS, which charges for each call, once for a period instead of once for an object.
        return new() { ApplyServerSideEncryptionByDefault = byDefault, BucketKeyEnabled = key is not null };
    }

    private static BucketLifecycleConfigurationRuleArgs Lifecycle(DataBucketArgs args)
    {
        var rule = new BucketLifecycleConfigurationRuleArgs
        {
            Id = "keep",
            Status = "Enabled",
            Filter = new BucketLifecycleConfigurationRuleFilterArgs(),
            NoncurrentVersionExpiration = new BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs
            {
                NoncurrentDays = args.OldVersionDays,
            },
            AbortIncompleteMultipartUpload = new BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs
            {
                DaysAfterInitiation = AbandonedUploadDays,
            },
        };
        if (args.ExpiryDays is { } days)
            rule.Expiration = new BucketLifecycleConfigurationRuleExpirationArgs { Days = days };
        return rule;
    }

    private static Output<string> Policy(DataBucketArgs args, string bucket, string endpoint) => PolicyDocument.Json(
    [
        Refuse("OnlyEncrypted", ["s3:*"], [bucket, $"{bucket}/*"], new("Bool", "aws:SecureTransport", "false")),
        Refuse("OnlyByRecentTls", ["s3:*"], [bucket, $"{bucket}/*"], new("NumericLessThan", "s3:TlsVersion", "1.2")),
        // A deployment manages the bucket itself from outside the VPC.
        .. endpoint.Length == 0
            ? Array.Empty<PolicyStatement>()
            : [Refuse("OnlyThroughTheNetwork", Objects, [$"{bucket}/*"], new("StringNotEquals", "aws:SourceVpce", endpoint))],
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
