using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Kms;
using KeyAlias = Pulumi.Aws.Kms.Alias;

namespace K8tre.Components.Aws.Keys;

/// <summary>Inputs of <see cref="ClusterKeys"/>.</summary>
public sealed record ClusterKeysArgs
{
    /// <summary>Where they go.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>
    /// ARN of the account's role of Auto Scaling, known once the role is there: a key's policy can name no other. Default: it is there, as it is
    /// since the account's first Auto Scaling group.
    /// </summary>
    public Input<string>? AutoScalingRole { get; init; }
}

/// <summary>
/// The keys of a cluster, one for each kind of data: whoever may decrypt one kind learns nothing of another, a policy names only the services
/// that work with its kind, and backups outlive the key of what they hold. Whoever loses a key loses the data, so they are protected from
/// deletion here, and AWS waits 30 days all the same.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/kms/latest/developerguide/best-practices.html</remarks>
public sealed class ClusterKeys : ComponentResource
{
    // The longest that there is: https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
    private const int DeletionDays = 30;

    /// <summary>Makes the keys.</summary>
    public ClusterKeys(string name, ClusterKeysArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:ClusterKeys", name, options)
    {
        var (scope, inside) = (args.Scope, new CustomResourceOptions { Parent = this });

        Etcd = Key("etcd", "Secrets in etcd", Policy(KeyPolicy.ByClusters(scope)));
        Disks = Key("disks", "Disks of nodes and volumes", AutoScaling(args).Apply(role => Policy([KeyPolicy.Through(scope, "ec2"), .. KeyPolicy.ByAutoScaling(role)])), isNeededLater: true);
        Files = Key("files", "File systems, buckets and images", Policy(KeyPolicy.Through(scope, "elasticfilesystem", "s3", "ecr")), isNeededLater: true);
        Logs = Key("logs", "Logs", Policy(KeyPolicy.Through(scope, "s3", "network-firewall"), KeyPolicy.ByLogGroups(scope), KeyPolicy.ByLogDelivery(scope)));
        Parameters = Key("parameters", "Source secrets", Policy(KeyPolicy.Through(scope, "ssm", "secretsmanager")));
        Backups = Key("backups", "Backups", Policy(KeyPolicy.Through(scope, "backup")), isNeededLater: true);

        RegisterOutputs();

        Output<string> Policy(params IEnumerable<PolicyStatement> uses) => PolicyDocument.Json([KeyPolicy.Administration(scope), .. uses]);

        // Volumes, shared directories and backups stay when the platform goes, and are lost without the key.
        Output<string> Key(string role, string holds, Input<string> policy, bool isNeededLater = false)
        {
            var key = new Key($"{name}-{role}", new()
            {
                Description = $"{holds} of {name}",
                Policy = policy,
                EnableKeyRotation = true,
                DeletionWindowInDays = DeletionDays,
            }, new() { Parent = this, Protect = true, RetainOnDelete = isNeededLater });
            var alias = new KeyAlias($"{name}-{role}-alias", new() { Name = $"alias/{name}-{role}", TargetKeyId = key.Id }, inside);
            return Output.Tuple(key.Arn, alias.Id).Apply(ready => ready.Item1);
        }
    }

    /// <summary>ARN of the key of Secrets in etcd. Known, as all of them, once it has its alias, by which a pipeline may use it.</summary>
    [Output("etcd")]
    public Output<string> Etcd { get; private set; }

    /// <summary>ARN of the key of disks, of nodes and of volumes.</summary>
    [Output("disks")]
    public Output<string> Disks { get; private set; }

    /// <summary>ARN of the key of file systems, buckets and images.</summary>
    [Output("files")]
    public Output<string> Files { get; private set; }

    /// <summary>ARN of the key of logs, in log groups and in buckets, and of what a firewall lets through.</summary>
    [Output("logs")]
    public Output<string> Logs { get; private set; }

    /// <summary>ARN of the key of source secrets, in Parameter Store and Secrets Manager.</summary>
    [Output("parameters")]
    public Output<string> Parameters { get; private set; }

    /// <summary>ARN of the key of backups.</summary>
    [Output("backups")]
    public Output<string> Backups { get; private set; }

    private static Output<string> AutoScaling(ClusterKeysArgs args) => args.AutoScalingRole?.Apply(arn => arn)
        ?? Output.Create($"arn:{args.Scope.Partition}:iam::{args.Scope.AccountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling");
}
