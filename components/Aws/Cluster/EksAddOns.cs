using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Eks;

namespace K8tre.Components.Aws.Cluster;

/// <summary>Inputs of <see cref="EksAddOns"/>.</summary>
public sealed record EksAddOnsArgs
{
    /// <summary>Where they go.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the cluster.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The same, known once it is there.</summary>
    public required Input<string> Cluster { get; init; }

    /// <summary>Known once it has nodes that they can run on.</summary>
    public required Input<bool> Nodes { get; init; }

    /// <summary>ARN of the key of volumes.</summary>
    public required Input<string> DiskKey { get; init; }

    /// <summary>ARN of the file system of shared directories. Default: none, and no driver of them.</summary>
    public Input<string>? FileSystem { get; init; }
}

/// <summary>What EKS keeps running in a cluster: its DNS, and the drivers of volumes and of shared directories.</summary>
/// <remarks>https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html</remarks>
public sealed class EksAddOns : ComponentResource
{
    /// <summary>Installs them, and waits until they run.</summary>
    public EksAddOns(string name, EksAddOnsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EksAddOns", name, options)
    {
        var volumes = Identity("ebs", PodServiceAccount.BlockStorage, PodIdentityPolicies.Volumes(args.Scope, args.DiskKey), "AmazonEBSCSIDriverEKSClusterScopedPolicy");
        List<Output<string>> all =
        [
            Install($"{name}-coredns", Versions.EksCoreDns, OnNodes(identity: ""), this),
            Install($"{name}-ebs", Versions.EksBlockStorage, OnNodes(volumes), this),
        ];
        if (args.FileSystem is { } files)
        {
            var directories = Identity("efs", PodServiceAccount.FileStorage, PodIdentityPolicies.Directories(args.Scope, files));
            all.Add(Install($"{name}-efs", Versions.EksFileStorage, OnNodes(directories), this));
        }
        AreReady = Output.All(all).Apply(_ => true);

        RegisterOutputs();

        // EKS hands an identity to a pod when it is made: the driver comes after it.
        Input<string> OnNodes(Input<string> identity) => Output.Tuple(args.Cluster, args.Nodes, identity).Apply(all => all.Item1);

        Output<string> Identity(string role, PodServiceAccount account, PolicyDocument policy, params string[] awsPolicies) => new WorkloadIdentity($"{name}-{role}-identity", new()
        {
            Scope = args.Scope,
            ClusterName = args.ClusterName,
            Cluster = args.Cluster,
            Accounts = [account],
            Policies = new Dictionary<string, PolicyDocument> { [role] = policy },
            AwsPolicies = awsPolicies,
        }, new() { Parent = this }).RoleArn;
    }

    /// <summary>True, once they run: names of Services resolve, and claims get volumes.</summary>
    [Output("areReady")]
    public Output<bool> AreReady { get; private set; }

    /// <summary>Installs an add-on.</summary>
    /// <param name="name">Name of the resource.</param>
    /// <param name="addOn">The add-on.</param>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="parent">The component that it belongs to.</param>
    /// <returns>Known once it runs, on the nodes that are there.</returns>
    internal static Output<string> Install(string name, EksAddOn addOn, Input<string> cluster, Resource parent) => new Addon(name, new()
    {
        ClusterName = cluster,
        AddonName = addOn.Name,
        AddonVersion = addOn.Version,
        ResolveConflictsOnCreate = "OVERWRITE",
        ResolveConflictsOnUpdate = "OVERWRITE",
    }, new() { Parent = parent }).Id;
}
