using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Components.GitOps.Monitoring;
using K8tre.Components.GitOps.Registration;
using K8tre.Components.GitOps.Sources;
using K8tre.Components.Network;

namespace K8tre.Stacks;

/// <summary>Inputs of <see cref="TargetCluster"/>.</summary>
internal sealed record TargetClusterArgs
{
    /// <summary>The platform's settings.</summary>
    public required StackSettings Settings { get; init; }

    /// <summary>The cluster to create.</summary>
    public required ClusterSpec Spec { get; init; }

    /// <summary>The platform's vendor.</summary>
    public required IVendor Vendor { get; init; }

    /// <summary>Add-ons of the organisation. Names are unique. Default: none.</summary>
    public IReadOnlyList<IClusterAddOn> AddOns { get; init; } = [];

    /// <summary>Identity with the vendor of an Argo CD elsewhere. Default: Argo CD runs in the cluster, or signs in with a token.</summary>
    public ArgoCdIdentity? ArgoCd { get; init; }

    /// <summary>The platform's management cluster. Default: it has none.</summary>
    public VendorCluster? Management { get; init; }
}

/// <summary>
/// Cluster of an environment: the vendor's cluster, its network, its nodes, its add-ons, the source secrets, access for Argo CD and, once
/// Argo CD exists, its registration.
/// </summary>
internal sealed class TargetCluster : ComponentResource, IClusterRoom
{
    private readonly AddOnInstaller _addOns;
    private readonly IReadOnlyList<Resource> _beforeArgoCd;
    private readonly SourceSecrets _secrets;
    private readonly ArgoCdAccess? _access;
    private readonly MonitoringApi? _definitions;

    /// <summary>Creates the cluster. Nothing of it knows Argo CD yet.</summary>
    public TargetCluster(string name, TargetClusterArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:stacks:TargetCluster", name, options)
    {
        (Spec, var mine) = (args.Spec, new ComponentResourceOptions { Parent = this });
        Cluster = args.Vendor.CreateCluster(Spec, args.ArgoCd, args.Management, mine);
        var cluster = Cluster.Cluster;
        _addOns = new(cluster, [.. Cluster.AddOns, .. args.AddOns], this);

        var beforeNetwork = _addOns.Install(AddOnPhase.BeforeNetwork, cluster.Kubernetes);
        var network = new ClusterNetwork($"{Spec.Name}-network", ClusterMapping.Network(args.Settings, Cluster, beforeNetwork), mine);
        Nodes = args.Vendor.CreateNodes(Cluster, network, mine);
        var baseline = new BaselinePolicies($"{Spec.Name}-baseline", ClusterMapping.Baseline(Cluster, network, Nodes), mine);
        var isolation = new IsolationPolicies($"{Spec.Name}-isolation", ClusterMapping.Isolation(Spec, Cluster, baseline), mine);
        var kubernetes = new ClusterProvider(
            $"{Spec.Name}-kubernetes", new() { Cluster = cluster }, new() { Parent = this, DependsOn = { isolation } });
        _beforeArgoCd = _addOns.Install(AddOnPhase.BeforeArgoCd, kubernetes);
        AddOns = [.. beforeNetwork, .. _addOns.Install(AddOnPhase.AfterNetwork, kubernetes, _beforeArgoCd), .. _beforeArgoCd];
        Kubernetes = _beforeArgoCd.Count == 0 ? kubernetes : new ClusterProvider(
            $"{Spec.Name}-gitops", new() { Cluster = cluster }, new() { Parent = this, DependsOn = [.. _beforeArgoCd] });

        _definitions = MonitoringApi.IsNeededIn(Spec.Environment)
            ? new($"{Spec.Name}-monitoring", new() { Cluster = cluster, File = args.Settings.Platform.Artefacts.MonitoringFile }, mine)
            : null;
        var onCluster = new ComponentResourceOptions { Parent = this, Providers = { kubernetes } };
        _secrets = new($"{Spec.Name}-secrets", ClusterMapping.Secrets(args.Settings, Spec, Cluster.SecretStore), onCluster);
        _access = Spec.HostsArgoCd ? null : new($"{Spec.Name}-argocd-access", new()
        {
            Cluster = cluster,
            Generation = args.Settings.Platform.Management.TokenGeneration,
            ApiGroups = args.Settings.Platform.Management.ApiGroups,
        }, onCluster);
        WarnOfSkippedDefinitions();

        RegisterOutputs();
    }

    /// <inheritdoc/>
    public ClusterSpec Spec { get; }

    /// <inheritdoc/>
    public VendorCluster Cluster { get; }

    /// <inheritdoc/>
    public ComponentResource? Nodes { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Resource> AddOns { get; }

    /// <inheritdoc/>
    public ProviderResource Kubernetes { get; }

    /// <summary>Outputs of the stack about this environment.</summary>
    public IReadOnlyDictionary<string, object?> Outputs => new Dictionary<string, object?>(Cluster.Outputs)
    {
        ["clusterName"] = Cluster.Cluster.ClusterName,
        ["kubeConfig"] = Cluster.Cluster.KubeConfig,
        ["portal"] = $"https://portal.{Spec.Target!.ExternalDomain}",
    };

    /// <summary>Registers the cluster with an Argo CD, then installs the add-ons of phase <c>AfterArgoCd</c>.</summary>
    /// <param name="argoCd">The Argo CD.</param>
    /// <returns>The registration.</returns>
    public ClusterRegistration RegisterWith(ArgoCdServer argoCd)
    {
        var target = Spec.Target!;
        var registration = new ClusterRegistration($"{Spec.Name}-registration", new()
        {
            Cluster = Cluster.Cluster,
            Connection = _access?.Connection ?? ClusterConnection.InCluster,
            Namespace = argoCd.Namespace,
            SecretStore = Cluster.SecretStore.Label,
            SecretStoreProvider = _secrets.Provider is { } provider ? (Input<string>)provider : null,
            ExternalDomain = target.ExternalDomain,
            LoadBalancerRange = Cluster.LoadBalancerRange,
            Skip = target.Skip,
            DependantStack = argoCd.DependantStack,
            DependsOn =
            [
                .. _beforeArgoCd,
                .. Cluster.RegistrationDependsOn,
                _secrets,
                .. new Resource?[] { _access, _definitions }.OfType<Resource>(),
                .. argoCd.DependsOn,
            ],
            // It is protected like the cluster: Argo CD releases the Applications of a cluster that is no longer registered.
        }, new() { Parent = this, Providers = { argoCd.Kubernetes }, Protect = Spec.IsProtected });

        if (_addOns.Has(AddOnPhase.AfterArgoCd))
        {
            _ = _addOns.Install(AddOnPhase.AfterArgoCd, new ClusterProvider(
                $"{Spec.Name}-registered", new() { Cluster = Cluster.Cluster }, new() { Parent = this, DependsOn = { registration } }));
        }
        return registration;
    }

    private void WarnOfSkippedDefinitions()
    {
        if (Spec.Target!.Skip.Contains("cr8tor"))
        {
            Log.Warn(
                $"{Spec.Name} skips cr8tor, which installs the definitions that keycloak and ad need (identity.k8tre.io, "
                + "research.k8tre.io). Nobody can sign in to the portal until something else installs these definitions.");
        }
    }
}
