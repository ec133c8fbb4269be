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

    /// <summary>Inputs of a cluster's baseline network policies.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="network">Its network, which serves the policies' definitions.</param>
    /// <param name="nodes">Its nodes, if they were created after the network.</param>
    public static BaselinePoliciesArgs Policies(ICluster cluster, ClusterNetwork network, ComponentResource? nodes) => new()
    {
        Cluster = cluster,
        DependsOn = nodes is null ? [network] : [network, nodes],
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
            Generations = environment.SourceSecrets.Rotations.ToDictionary(rotation => rotation.Secret, rotation => rotation.Generation),
            Supplied = environment.SourceSecrets.Supplied.ToDictionary(
                supplied => (supplied.Secret, supplied.Key),
                supplied => (Input<string>)settings.Secrets.Supplied(supplied.ConfigKeyFor(spec.Environment))!),
        };
    }
}
