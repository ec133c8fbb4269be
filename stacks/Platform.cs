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
            Connection = ClusterConnection.InCluster,
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
            ["kubeConfig"] = cluster.KubeConfig,
            ["argoCdNamespace"] = argoCd.Namespace,
            ["portal"] = $"https://portal.{environment.ExternalDomain}",
        };
    }

    // A new platform is one more arm here.
    private static ICluster Cluster(string name, PlatformSettings settings, EnvironmentSettings environment) => settings.Vendor switch
    {
        Vendor.K3s => new K3sCluster(name, new()
        {
            ClusterName = name,
            Environment = environment.Environment,
            Region = environment.Region,
            PodCidr = environment.K3s.PodCidr,
            ServiceCidr = environment.K3s.ServiceCidr,
            Server = Host(environment.K3s.Servers.Single(), settings),
        }),
        var other => throw new ArgumentOutOfRangeException(nameof(settings), other, "no platform is known for this vendor"),
    };

    private static SshHost Host(HostSettings host, PlatformSettings settings) => new()
    {
        Name = host.Name,
        Address = host.Address,
        HostKey = host.HostKey,
        Port = host.Port,
        User = host.User,
        PrivateKey = settings.Ssh.Authentication == SshAuthentication.PrivateKey ? (Input<string>)settings.Secrets.SshPrivateKey! : null,
    };
}
