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
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the platform, for descriptions. Names start with that of the component.</summary>
    public required string Platform { get; init; }

    /// <summary>Days that the access log is kept. Default: 365.</summary>
    public int LogDays { get; init; } = 365;
}

/// <summary>
/// Storage of Pulumi's state: a bucket, a KMS key for it and for the secrets of stacks, and an access log. Without the state, no deployment
/// can manage the platform: the storage is retained when its stack is deleted, and overwritten versions are kept for a year.
/// </summary>
/// <remarks>https://www.pulumi.com/docs/iac/concepts/state-and-backends/#aws-s3</remarks>
public sealed class StateBucket : ComponentResource
{
    private const int OldStateDays = 365, DeletionDays = 30;

    /// <summary>Creates the buckets and the key.</summary>
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
        // Pulumi chooses the names of what is retained: that of an earlier deployment may still exist.
        _ = new KeyAlias($"{name}-key-alias", new() { TargetKeyId = key.Id }, new() { Parent = this, RetainOnDelete = true });
        var names = BucketNames(name);
        var log = new DataBucket(names[1], new()
        {
            Scope = scope,
            Logs = [LogDelivery.Buckets],
            ExpiryDays = args.LogDays,
        }, inside);
        var bucket = new DataBucket(names[0], new()
        {
            Scope = scope,
            Key = key.Arn,
            AccessLogs = log,
            OldVersionDays = OldStateDays,
        }, inside);

        KeyArn = key.Arn;
        (BucketName, BucketArn) = (bucket.BucketName, bucket.Arn);
        Backend = Output.Format($"s3://{bucket.BucketName}?region={scope.Region}");
        SecretsProvider = Output.Format($"awskms:///{KeyArn}?region={scope.Region}");

        RegisterOutputs();
    }

    /// <summary>
    /// Returns the names of the bucket and of the bucket with its access log, each without the suffix that Pulumi adds.
    /// </summary>
    /// <param name="name">Name of the component.</param>
    public static IReadOnlyList<string> BucketNames(string name) => [$"{name}-bucket", $"{name}-access-logs"];

    /// <summary>Name of the bucket.</summary>
    [Output("bucketName")]
    public Output<string> BucketName { get; private set; }

    /// <summary>ARN of the bucket.</summary>
    [Output("bucketArn")]
    public Output<string> BucketArn { get; private set; }

    /// <summary>ARN of the key.</summary>
    [Output("keyArn")]
    public Output<string> KeyArn { get; private set; }

    /// <summary>Argument of <c>pulumi login</c>.</summary>
    [Output("backend")]
    public Output<string> Backend { get; private set; }

    /// <summary>Argument of <c>pulumi stack init --secrets-provider</c>.</summary>
    [Output("secretsProvider")]
    public Output<string> SecretsProvider { get; private set; }
}
