using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Keys;
using K8tre.Components.Aws.Network;
using K8tre.Components.Aws.Pipelines;
using K8tre.Components.Aws.Storage;

namespace K8tre.Stacks.Aws;

/// <summary>EKS cluster and the components in its room that others need.</summary>
/// <param name="Spec">The cluster as the settings describe it.</param>
/// <param name="ControlPlane">Control plane of the cluster.</param>
internal sealed record AwsCluster(ClusterSpec Spec, EksControlPlane ControlPlane) : VendorCluster(ControlPlane)
{
    /// <summary>KMS keys of the cluster.</summary>
    public required ClusterKeys Keys { get; init; }

    /// <summary>VPC of the cluster.</summary>
    public required ClusterVpc Vpc { get; init; }

    /// <summary>File system of shared volumes. Default: none; a management cluster has no such volumes.</summary>
    public EfsFileSystem? Files { get; init; }

    /// <summary>Build machines of pipelines in the cluster's VPC. Default: there are none.</summary>
    public PipelineRunner? Runner { get; init; }
}
