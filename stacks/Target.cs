using System.Collections.Immutable;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Components.GitOps.Registration;
using K8tre.Components.GitOps.Sources;
using K8tre.Stacks.Settings;

namespace K8tre.Stacks;

/// <summary>The cluster of an environment: network, source secrets, and nothing of Argo CD yet.</summary>
internal sealed record Target
{
    private Target(EnvironmentSettings environment, VendorCluster own, ComponentResourceOptions onNetwork, SourceSecrets secrets) =>
        (Environment, Own, OnNetwork, SourceSecrets) = (environment, own, onNetwork, secrets);

    /// <summary>Name of the cluster.</summary>
    public string Name => Cluster.ClusterName;

    /// <summary>Name of the environment, under which its outputs stand.</summary>
    public string Key => Environment.Environment.Label();

    /// <summary>Options of what runs in the cluster.</summary>
    public ComponentResourceOptions OnNetwork { get; }

    /// <summary>What the next operator types.</summary>
    public Dictionary<string, object?> Outputs => new(Own.Outputs)
    {
        ["clusterName"] = Cluster.ClusterName,
        ["kubeConfig"] = Cluster.KubeConfig,
        ["portal"] = $"https://portal.{Environment.ExternalDomain}",
    };

    /// <summary>The cluster itself.</summary>
    public ICluster Cluster => Own.Cluster;

    /// <summary>Words of K8TRE's manifests that stand for others in this environment.</summary>
    public IReadOnlyList<OverlayReplacement> Replacements => Own.Replacements;

    /// <summary>What nothing else of the platform waits for, besides the registration.</summary>
    public IEnumerable<Resource> Leaves => new object[] { Cluster }.OfType<Resource>().Concat(BeforeArgoCd).Concat(Additions);

    /// <summary>Known once the add-ons are installed that come after the registration.</summary>
    public Output<ImmutableArray<string>> LateAddOns { get; private set; } = Output.Create(ImmutableArray<string>.Empty);

    private VendorCluster Own { get; }

    private EnvironmentSettings Environment { get; }

    private SourceSecrets SourceSecrets { get; }

    private IReadOnlyList<IClusterAddOn> AddOns { get; init; } = [];

    private IReadOnlyList<Resource> BeforeArgoCd { get; init; } = [];

    private IReadOnlyList<Resource> Additions { get; init; } = [];

    /// <summary>Defines the cluster of an environment.</summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="vendor">The platform's vendor.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="addOns">What the site adds to it.</param>
    /// <param name="argoCd">Who an Argo CD elsewhere is to the vendor.</param>
    public static Target Define(
        PlatformSettings settings, IVendorPlatform vendor, EnvironmentSettings environment, IReadOnlyList<IClusterAddOn> addOns, ArgoCdIdentity? argoCd)
    {
        var name = environment.ClusterNameIn(settings);
        var own = vendor.Environment(environment, argoCd);
        var cluster = own.Cluster;
        var network = Platform.Network(name, settings, cluster);
        var onNetwork = new ComponentResourceOptions { Providers = { network.Kubernetes } };
        if (Install(addOns, AddOnOrder.BeforeArgoCd, cluster, onNetwork) is { } installed)
            onNetwork = new() { Providers = { ClusterProvider.After($"{name}-with-add-ons", cluster, installed) } };
        var (beforeArgoCd, additions) = (own.BeforeArgoCd(onNetwork), own.OnNetwork(onNetwork));
        if (environment.Skip.Contains("cr8tor"))
        {
            Log.Warn(
                $"{name} leaves out cr8tor, which brings the definitions that keycloak and ad need (identity.k8tre.io, research.k8tre.io): "
                + "until they come from elsewhere, nobody can sign in to the portal");
        }
        return new(environment, own, onNetwork, new SourceSecrets($"{name}-secrets", Secrets(settings, environment, own), own.With(onNetwork)))
        {
            AddOns = addOns,
            BeforeArgoCd = beforeArgoCd,
            Additions = additions,
        };
    }

    private static SourceSecretsArgs Secrets(PlatformSettings settings, EnvironmentSettings environment, VendorCluster own) => new()
    {
        Store = own.SecretStore,
        Skip = environment.Skip,
        Generations = environment.SourceSecrets.Rotations.ToDictionary(rotation => rotation.Secret, rotation => rotation.Generation),
        Supplied = environment.SourceSecrets.Supplied.ToDictionary(
            supplied => (supplied.Secret, supplied.Key),
            supplied => (Input<string>)settings.Secrets.Supplied(supplied.ConfigKeyOf(environment))!),
    };

    /// <summary>Lets an Argo CD elsewhere into the cluster.</summary>
    public ArgoCdAccess Access(PlatformSettings settings) => new($"{Name}-argocd-access", new()
    {
        Cluster = Cluster,
        Generation = settings.Management.TokenGeneration,
        ApiGroups = settings.Management.ApiGroups,
    }, OnNetwork);

    /// <summary>Registers the cluster with an Argo CD.</summary>
    /// <param name="connection">How it reaches the cluster.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="onArgoCd">Options of what is made in its cluster.</param>
    /// <param name="dependantStack">This stack, where Argo CD belongs to another one.</param>
    public ClusterRegistration Register(
        ClusterConnection connection, Input<string> @namespace, ComponentResourceOptions onArgoCd, string? dependantStack = null)
    {
        var registration = new ClusterRegistration($"{Name}-registration", new()
        {
            Cluster = Cluster,
            Connection = connection,
            Namespace = @namespace,
            SecretStore = SourceSecrets.Store,
            SecretStoreProvider = SourceSecrets.Provider is { } provider ? (Input<string>)provider : null,
            ExternalDomain = Environment.ExternalDomain,
            LoadBalancerRange = Own.LoadBalancerRange,
            Skip = Environment.Skip,
            DependantStack = dependantStack,
            After = BeforeArgoCd,
        }, onArgoCd);

        if (AddOns.Any(addOn => addOn.Order == AddOnOrder.AfterArgoCd))
        {
            var registered = ClusterProvider.After($"{Name}-registered", Cluster, registration.DestinationName);
            LateAddOns = Install(AddOns, AddOnOrder.AfterArgoCd, Cluster, new() { Providers = { registered } })!;
        }
        return registration;
    }

    // Null: there is none of that order.
    private static Output<ImmutableArray<string>>? Install(
        IReadOnlyList<IClusterAddOn> addOns, AddOnOrder order, ICluster cluster, ComponentResourceOptions options)
    {
        var installed = addOns
            .Where(addOn => addOn.Order == order)
            .Select(addOn => addOn.Install(new($"{cluster.ClusterName}-{addOn.Name}", cluster, options)))
            .ToArray();
        return installed.Length == 0 ? null : Output.All(installed);
    }
}
