using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Eks;

namespace K8tre.Components.Aws.Cluster;

/// <summary>Inputs of <see cref="EksAddOns"/>.</summary>
public sealed record EksAddOnsArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the cluster.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Name of the cluster, as an output of the cluster.</summary>
    public required Input<string> Cluster { get; init; }

    /// <summary>Nodes that the add-ons run on.</summary>
    public required IReadOnlyList<Resource> Nodes { get; init; }

    /// <summary>ARN of the KMS key of volumes.</summary>
    public required Input<string> DiskKey { get; init; }

    /// <summary>ARN of the file system of shared volumes. Default: none, and no driver for it.</summary>
    public Input<string>? FileSystem { get; init; }
}

/// <summary>Add-ons of EKS in a cluster: the agent of Pod Identity, CoreDNS, and the CSI drivers of EBS and EFS.</summary>
/// <remarks>https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html</remarks>
public sealed class EksAddOns : ComponentResource
{
    private readonly EksAddOnsArgs _args;

    /// <summary>Installs the add-ons and waits until they run.</summary>
    public EksAddOns(string name, EksAddOnsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EksAddOns", name, options)
    {
        _args = args;
        // The agent runs on the network of the nodes and starts without a CNI, so that it waits for no node.
        Install($"{name}-pod-identity", Versions.EksPodIdentity);
        Install($"{name}-coredns", Versions.EksCoreDns, [.. args.Nodes]);

        // EKS assigns an identity to a pod when the pod is created, so that a driver's identity must exist before the driver.
        var volumes = CreateIdentity(
            $"{name}-ebs-identity", PodServiceAccount.BlockStorage, "ebs", PodIdentityPolicies.Volumes(args.Scope, args.DiskKey),
            "AmazonEBSCSIDriverEKSClusterScopedPolicy");
        Install($"{name}-ebs", Versions.EksBlockStorage, [.. args.Nodes, volumes]);
        if (args.FileSystem is { } files)
        {
            var directories = CreateIdentity(
                $"{name}-efs-identity", PodServiceAccount.FileStorage, "efs", PodIdentityPolicies.Directories(args.Scope, files));
            Install($"{name}-efs", Versions.EksFileStorage, [.. args.Nodes, directories]);
        }

        RegisterOutputs();
    }

    private void Install(string name, EksAddOn addOn, params IReadOnlyList<Resource> dependsOn) => _ = new Addon(name, new()
    {
        ClusterName = _args.Cluster,
        AddonName = addOn.Name,
        AddonVersion = addOn.Version,
        ResolveConflictsOnCreate = "OVERWRITE",
        ResolveConflictsOnUpdate = "OVERWRITE",
    }, new() { Parent = this, DependsOn = [.. dependsOn] });

    private WorkloadIdentity CreateIdentity(
        string name, PodServiceAccount account, string role, PolicyDocument policy, params IReadOnlyList<string> awsPolicies) =>
        new(name, new()
        {
            Scope = _args.Scope,
            ClusterName = _args.ClusterName,
            Cluster = _args.Cluster,
            Accounts = [account],
            Policies = new Dictionary<string, PolicyDocument> { [role] = policy },
            AwsPolicies = awsPolicies,
        }, new() { Parent = this });
}
