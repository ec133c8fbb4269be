using System.Net;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Efs;
using Pulumi.Aws.Efs.Inputs;
using Pulumi.Aws.Vpc;

namespace K8tre.Components.Aws.Storage;

/// <summary>Inputs of <see cref="EfsFileSystem"/>.</summary>
public sealed record EfsFileSystemArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>ARN of the KMS key that encrypts the file system.</summary>
    public required Input<string> Key { get; init; }

    /// <summary>Id of the VPC.</summary>
    public required Input<string> Vpc { get; init; }

    /// <summary>Ids of the subnets of the mount targets, one in each zone, by zone.</summary>
    public required IReadOnlyDictionary<string, Input<string>> Subnets { get; init; }

    /// <summary>Ranges of the nodes, the only ones that reach the file system.</summary>
    public required IReadOnlyList<IPNetwork> Clients { get; init; }

    /// <summary>Additional tags, such as the one that selects it for backups. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// File system of the storage class <c>rwx-default</c>, with a mount target in each zone for the nodes only. It is retained when the
/// platform is deleted.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/efs/latest/ug/security-considerations.html</remarks>
public sealed class EfsFileSystem : ComponentResource
{
    private const int Nfs = 2049;

    /// <summary>Creates the file system.</summary>
    public EfsFileSystem(string name, EfsFileSystemArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EfsFileSystem", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var files = new FileSystem(name, new()
        {
            Encrypted = true,
            KmsKeyId = args.Key,
            PerformanceMode = "generalPurpose",
            ThroughputMode = "elastic",
            LifecyclePolicies =
            {
                new FileSystemLifecyclePolicyArgs { TransitionToIa = "AFTER_30_DAYS" },
                new FileSystemLifecyclePolicyArgs { TransitionToPrimaryStorageClass = "AFTER_1_ACCESS" },
            },
            Tags = new Dictionary<string, string>(args.Tags) { ["Name"] = name, ["k8tre/data"] = "research" },
        }, new() { Parent = this, Protect = true, RetainOnDelete = true });
        (Id, Arn) = (files.Id, files.Arn);
        _ = new FileSystemPolicy(
            $"{name}-policy",
            new() { FileSystemId = files.Id, Policy = files.Arn.Apply(arn => Policy(args.Scope, arn)) },
            new() { Parent = this, RetainOnDelete = true });

        var group = new SecurityGroup($"{name}-nfs", new() { VpcId = args.Vpc, Description = $"NFS of {name}, from nodes" }, inside);
        foreach (var client in args.Clients)
        {
            _ = new SecurityGroupIngressRule($"{name}-nfs-{client.BaseAddress}-{client.PrefixLength}", new()
            {
                SecurityGroupId = group.Id,
                Description = "NFS from nodes",
                CidrIpv4 = client.ToString(),
                IpProtocol = "tcp",
                FromPort = Nfs,
                ToPort = Nfs,
            }, inside);
        }
        foreach (var (zone, subnet) in args.Subnets)
        {
            _ = new MountTarget(
                $"{name}-{zone}", new() { FileSystemId = files.Id, SubnetId = subnet, SecurityGroups = { group.Id } }, inside);
        }

        RegisterOutputs();
    }

    /// <summary>Id of the file system. Resources that mount it depend on this component.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>ARN of the file system.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }

    // NFS clients have no principal that a policy could name. The policy therefore requires encryption, a mount target and an access point,
    // which restricts each volume to its own directory and user. No client is root:
    // https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
    private static Output<string> Policy(AwsScope scope, string files) => PolicyDocument.Json(
        new PolicyStatement
        {
            Sid = "ByAccessPoints",
            Principals = [PolicyPrincipal.Anyone],
            Actions = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
            Resources = [files],
            Conditions =
            [
                new("Bool", "elasticfilesystem:AccessedViaMountTarget", "true"),
                new("StringLike", "elasticfilesystem:AccessPointArn", scope.Arn("elasticfilesystem", "access-point/*")),
            ],
        },
        new PolicyStatement
        {
            Sid = "OnlyEncrypted",
            Denies = true,
            Principals = [PolicyPrincipal.Anyone],
            Actions = ["*"],
            Resources = [files],
            Conditions = [new("Bool", "aws:SecureTransport", "false")],
        });
}
