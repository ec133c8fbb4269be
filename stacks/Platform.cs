using K8tre.Components.Clusters;
using K8tre.Components.GitOps;
using K8tre.Components.OnPrem;
using K8tre.Stacks.Settings;

namespace K8tre.Stacks;

/// <summary>A platform: what one stack stands up.</summary>
public static class Platform
{
    /// <summary>Defines every resource of the platform.</summary>
    /// <returns>The stack's outputs: what the next operator types.</returns>
    public static IDictionary<string, object?> Define(PlatformSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var outputs = new Dictionary<string, object?>();
        foreach (var environment in settings.Environments)
            outputs.Add(environment.Environment.ToString().ToLowerInvariant(), Define(settings, environment));
        return outputs;
    }

    private static Dictionary<string, object?> Define(PlatformSettings settings, EnvironmentSettings environment)
    {
        var name = environment.ClusterNameIn(settings);
        var cluster = Cluster(name, settings, environment);
        var network = new ClusterNetwork($"{name}-network", cluster);
        var onNetwork = new ComponentResourceOptions { Providers = { network.Kubernetes } };

        var secrets = new SourceSecrets($"{name}-secrets", onNetwork);
        var argoCd = new ArgoCd($"{name}-argocd", onNetwork);
        var registration = new ClusterRegistration($"{name}-registration", new()
        {
            Cluster = cluster,
            Namespace = argoCd.Namespace,
            SecretStore = secrets.Store,
            ExternalDomain = environment.ExternalDomain,
            LoadBalancerRange = environment.K3s.LoadBalancerRange,
            Skip = environment.Skip,
        }, onNetwork);
        _ = new RootApplication($"{name}-root", new()
        {
            Namespace = argoCd.Namespace,
            DestinationName = registration.DestinationName,
            RepoUrl = settings.GitOps.RepoUrl,
            TargetRevision = settings.GitOps.TargetRevision,
        }, onNetwork);

        return new()
        {
            ["clusterName"] = cluster.ClusterName,
            ["hosts"] = OnPremPlatform.Hosts(settings, environment.K3s),
            ["kubeConfig"] = cluster.KubeConfig,
            // What opens the snapshots: an operator keeps it with them.
            ["k3sToken"] = (cluster as K3sCluster)?.Token,
            ["snapshot"] = (cluster as K3sCluster)?.Snapshot,
            ["argoCdNamespace"] = argoCd.Namespace,
            ["portal"] = $"https://portal.{environment.ExternalDomain}",
        };
    }

    // A new platform is one more arm here.
    private static ICluster Cluster(string name, PlatformSettings settings, EnvironmentSettings environment) => settings.Vendor switch
    {
        Vendor.K3s => new K3sCluster(name, OnPremPlatform.Cluster(name, settings, environment)),
        var other => throw new ArgumentOutOfRangeException(nameof(settings), other, "no platform is known for this vendor"),
    };
}
