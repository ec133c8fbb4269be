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
    /// <summary>Where it goes.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>ARN of the key that encrypts it.</summary>
    public required Input<string> Key { get; init; }

    /// <summary>Id of the VPC.</summary>
    public required Input<string> Vpc { get; init; }

    /// <summary>Ids of the subnets of its addresses, one a zone, by the zone's name.</summary>
    public required IReadOnlyDictionary<string, Input<string>> Subnets { get; init; }

    /// <summary>Ranges of the nodes' addresses, which alone reach it.</summary>
    public required IReadOnlyList<IPNetwork> Clients { get; init; }

    /// <summary>Tags besides its own, like the one by which it is backed up. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>The file system behind <c>rwx-default</c>: in every zone, and reached by the nodes alone. It stays when the platform goes.</summary>
/// <remarks>https://docs.aws.amazon.com/efs/latest/ug/security-considerations.html</remarks>
public sealed class EfsFileSystem : ComponentResource
{
    private const int Nfs = 2049;

    /// <summary>Makes the file system.</summary>
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
        var policy = new FileSystemPolicy($"{name}-policy", new() { FileSystemId = files.Id, Policy = files.Arn.Apply(arn => Policy(args.Scope, arn)) }, inside);

        var doors = new SecurityGroup($"{name}-nfs", new() { VpcId = args.Vpc, Description = $"NFS of {name}, from nodes" }, inside);
        var rules = args.Clients.Select(client => new SecurityGroupIngressRule($"{name}-nfs-{client.BaseAddress}-{client.PrefixLength}", new()
        {
            SecurityGroupId = doors.Id,
            Description = "NFS from nodes",
            CidrIpv4 = client.ToString(),
            IpProtocol = "tcp",
            FromPort = Nfs,
            ToPort = Nfs,
        }, inside).Id).ToArray();
        var targets = args.Subnets.Select(subnet => new MountTarget(
            $"{name}-{subnet.Key}", new() { FileSystemId = files.Id, SubnetId = subnet.Value, SecurityGroups = { doors.Id } }, inside).Id).ToArray();

        Arn = files.Arn;
        Id = Output.Tuple(files.Id, policy.Id, Output.All([.. rules, .. targets])).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>Id of the file system. Known once it answers in every zone.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>ARN of the file system.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }

    // NFS clients have no name that a policy could ask for. So it asks how they come: encrypted, by an address of ours, and by an access point, which
    // holds each volume to its own directory and to its own user. Nobody is root: https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
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
