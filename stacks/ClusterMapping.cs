using K8tre.Components.Clusters;
using K8tre.Components.GitOps.Sources;
using K8tre.Components.Network;

namespace K8tre.Stacks;

/// <summary>Mapping of the settings to the inputs of the components that every cluster has.</summary>
internal static class ClusterMapping
{
    /// <summary>Inputs of a cluster's network.</summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="dependsOn">Resources that must exist before the network.</param>
    public static ClusterNetworkArgs Network(StackSettings settings, VendorCluster cluster, IReadOnlyList<Resource> dependsOn) => new()
    {
        Cluster = cluster.Cluster,
        Mirrors = cluster.Mirrors,
        CiliumChart = settings.Platform.Artefacts.CiliumChart,
        GatewayApiFile = settings.Platform.Artefacts.GatewayApiFile,
        DependsOn = dependsOn,
    };

    /// <summary>Inputs of the network policies that allow the traffic of a cluster's own services.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="network">Its network, which serves the policies' definitions.</param>
    /// <param name="nodes">Its nodes, if they were created after the network.</param>
    public static BaselinePoliciesArgs Baseline(VendorCluster cluster, ClusterNetwork network, ComponentResource? nodes) => new()
    {
        Cluster = cluster.Cluster,
        ResolvableNames = cluster.ResolvableNames,
        DependsOn = nodes is null ? [network] : [network, nodes],
    };

    /// <summary>Inputs of the network policies that isolate a cluster and its projects.</summary>
    /// <param name="spec">The cluster that the settings describe.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="baseline">The policies that allow the traffic of its own services.</param>
    public static IsolationPoliciesArgs Isolation(ClusterSpec spec, VendorCluster cluster, BaselinePolicies baseline) => new()
    {
        Cluster = cluster.Cluster,
        IsTarget = spec.Target is not null,
        ApiServerRanges = cluster.HostsApiServer ? [] : cluster.ApiServer.Ranges,
        OtherClusters = cluster.OtherClusters,
        Edges = EdgeMapping.For(spec),
        DependsOn = [baseline],
    };

    /// <summary>Inputs of an environment's source secrets.</summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="spec">The cluster of the environment.</param>
    /// <param name="store">Store of the secrets.</param>
    public static SourceSecretsArgs Secrets(StackSettings settings, ClusterSpec spec, ISecretStore store)
    {
        var environment = spec.Target!;
        return new()
        {
            Store = store,
            Skip = environment.Skip,
            HasVolumeKey = environment.K3s is { EncryptVolumes: true },
            Generations = environment.SourceSecrets.Rotations.ToDictionary(rotation => rotation.Secret, rotation => rotation.Generation),
            Supplied = environment.SourceSecrets.Supplied.ToDictionary(
                supplied => (supplied.Secret, supplied.Key),
                supplied => (Input<string>)settings.Secrets.Supplied(supplied.ConfigKeyFor(spec.Environment))!),
        };
    }
}
