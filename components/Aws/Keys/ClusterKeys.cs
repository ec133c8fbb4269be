using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Kms;
using KeyAlias = Pulumi.Aws.Kms.Alias;

namespace K8tre.Components.Aws.Keys;

/// <summary>Inputs of <see cref="ClusterKeys"/>.</summary>
public sealed record ClusterKeysArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>
    /// ARN of the account's service-linked role of Auto Scaling. A key policy can name only a role that exists. Default: the role exists,
    /// as it does since the account's first Auto Scaling group.
    /// </summary>
    public Input<string>? AutoScalingRole { get; init; }
}

/// <summary>
/// KMS keys of a cluster, one for each kind of data: access to one kind gives no access to another, a key policy names only the services
/// that use its kind, and backups do not depend on the key of their source. Without its key, data is lost: keys are protected from
/// deletion, and AWS deletes them only after 30 days.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/kms/latest/developerguide/best-practices.html</remarks>
public sealed class ClusterKeys : ComponentResource
{
    // The maximum: https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
    private const int DeletionDays = 30;

    /// <summary>Creates the keys.</summary>
    public ClusterKeys(string name, ClusterKeysArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:ClusterKeys", name, options)
    {
        var (scope, inside) = (args.Scope, new CustomResourceOptions { Parent = this });

        Etcd = CreateKey("etcd", "Secrets in etcd", Policy(KeyPolicy.ByClusters(scope)));
        Disks = CreateKey(
            "disks", "Disks of nodes and volumes",
            AutoScaling(args).Apply(role => Policy([KeyPolicy.Through(scope, "ec2"), .. KeyPolicy.ByAutoScaling(role)])),
            isNeededLater: true);
        Files = CreateKey(
            "files", "File systems, buckets and images",
            Policy(KeyPolicy.Through(scope, "elasticfilesystem", "s3", "ecr")),
            isNeededLater: true);
        Logs = CreateKey(
            "logs", "Logs",
            Policy(KeyPolicy.Through(scope, "s3", "network-firewall"), KeyPolicy.ByLogGroups(scope), KeyPolicy.ByLogDelivery(scope)));
        Parameters = CreateKey("parameters", "Source secrets", Policy(KeyPolicy.Through(scope, "ssm", "secretsmanager")));
        Backups = CreateKey("backups", "Backups", Policy(KeyPolicy.Through(scope, "backup")), isNeededLater: true);

        RegisterOutputs();

        Output<string> Policy(params IEnumerable<PolicyStatement> uses) => PolicyDocument.Json([KeyPolicy.Administration(scope), .. uses]);

        // Volumes, shared directories and backups are retained when the platform is deleted, and are lost without their key.
        Output<string> CreateKey(string role, string holds, Input<string> policy, bool isNeededLater = false)
        {
            var key = new Key($"{name}-{role}", new()
            {
                Description = $"{holds} of {name}",
                Policy = policy,
                EnableKeyRotation = true,
                DeletionWindowInDays = DeletionDays,
            }, new() { Parent = this, Protect = true, RetainOnDelete = isNeededLater });
            _ = new KeyAlias($"{name}-{role}-alias", new() { Name = $"alias/{name}-{role}", TargetKeyId = key.Id }, inside);
            return key.Arn;
        }
    }

    /// <summary>
    /// ARN of the key of Secrets in etcd. A pipeline may let EKS use the key only once the key has its alias: the control plane depends on
    /// this component.
    /// </summary>
    [Output("etcd")]
    public Output<string> Etcd { get; private set; }

    /// <summary>ARN of the key of nodes' disks and volumes.</summary>
    [Output("disks")]
    public Output<string> Disks { get; private set; }

    /// <summary>ARN of the key of file systems, buckets and images.</summary>
    [Output("files")]
    public Output<string> Files { get; private set; }

    /// <summary>ARN of the key of log groups, of buckets with logs, and of a firewall's rules.</summary>
    [Output("logs")]
    public Output<string> Logs { get; private set; }

    /// <summary>ARN of the key of source secrets, in Parameter Store and Secrets Manager.</summary>
    [Output("parameters")]
    public Output<string> Parameters { get; private set; }

    /// <summary>ARN of the key of backups.</summary>
    [Output("backups")]
    public Output<string> Backups { get; private set; }

    private static Output<string> AutoScaling(ClusterKeysArgs args) => args.AutoScalingRole?.Apply(arn => arn)
        ?? Output.Create(IamRole.ArnOf(args.Scope, "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"));
}
