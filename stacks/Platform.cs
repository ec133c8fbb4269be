using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Components.GitOps.Registration;
using K8tre.Components.Network;
using K8tre.Stacks.Aws;
using K8tre.Stacks.Azure;
using K8tre.Stacks.OnPrem;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks;

/// <summary>A platform: what one stack stands up.</summary>
public static class Platform
{
    /// <summary>Defines every resource of the platform.</summary>
    /// <inheritdoc cref="DefineAsync(PlatformSettings, IReadOnlyList{IClusterAddOn})"/>
    public static Task<IDictionary<string, object?>> DefineAsync(PlatformSettings settings) => DefineAsync(settings, []);

    /// <summary>Defines every resource of the platform, and what a site adds to it.</summary>
    /// <returns>The stack's outputs: what the next operator types.</returns>
    /// <param name="settings">What the operator wrote.</param>
    /// <param name="addOns">What the site adds to the cluster of every environment. Names are unique.</param>
    /// <exception cref="SettingsException">The stack whose management cluster is to be used has none.</exception>
    public static async Task<IDictionary<string, object?>> DefineAsync(PlatformSettings settings, params IReadOnlyList<IClusterAddOn> addOns)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(addOns);
        return settings.Management.Mode switch
        {
            ManagementMode.InCluster => InCluster(settings, addOns),
            ManagementMode.Cluster => WithManagementCluster(settings, addOns),
            ManagementMode.None => new(CreateVendor(settings).Complete()),
            ManagementMode.Stack => OnManagementCluster(settings, addOns, await ManagementStackReference.ReadAsync(settings)),
            var other => throw new ArgumentOutOfRangeException(nameof(settings), other, "no platform is known for this mode"),
        };
    }

    private static Dictionary<string, object?> InCluster(PlatformSettings settings, IReadOnlyList<IClusterAddOn> addOns)
    {
        var vendor = CreateVendor(settings);
        var target = Target.Define(settings, vendor, settings.Environments.Single(), addOns, argoCd: null);
        var shared = vendor.Complete();
        var argoCd = new ArgoCd($"{target.Name}-argocd", ArgoCdMapping.For(settings, target.Cluster, isTarget: true, target.Replacements), target.OnNetwork);
        var registration = target.Register(ClusterConnection.InCluster, argoCd.Namespace, target.OnNetwork);
        _ = Root(target.Name, settings, argoCd, registration.DestinationName, target.OnNetwork);

        return new(shared) { [target.Key] = new Dictionary<string, object?>(target.Outputs) { ["argoCdNamespace"] = argoCd.Namespace } };
    }

    private static Dictionary<string, object?> WithManagementCluster(PlatformSettings settings, IReadOnlyList<IClusterAddOn> addOns)
    {
        var (name, vendor) = (ManagementSettings.ClusterNameIn(settings), CreateVendor(settings));
        // Of a cluster that serves other stacks only nothing is known: it is run as production is.
        var management = vendor.Management(settings.Environments.Select(environment => environment.Environment).DefaultIfEmpty(TreEnvironment.Prd).Max());
        var cluster = management.Cluster;
        var onNetwork = new ComponentResourceOptions { Providers = { Network(name, settings, cluster).Kubernetes } };
        var additions = management.OnNetwork(onNetwork);

        var targets = settings.Environments.Select(environment => Target.Define(settings, vendor, environment, addOns, management.Identity)).ToArray();
        var shared = vendor.Complete();
        var argoCd = new ArgoCd(
            $"{name}-argocd",
            ArgoCdMapping.For(settings, cluster, isTarget: false, [.. targets.SelectMany(target => target.Replacements)]) with { Identity = management.Identity },
            onNetwork);
        var registrations = targets
            .Select(target => target.Register(target.Access(settings).Connection, argoCd.Namespace, onNetwork))
            .ToArray();
        var root = Root(name, settings, argoCd, ClusterConnection.InCluster.Name, onNetwork);
        var registrar = new RegistrarAccess(
            $"{name}-registrar", new() { Cluster = cluster, Namespace = argoCd.Namespace, Generation = settings.Management.TokenGeneration }, onNetwork);
        _ = new Dependants($"{name}-dependants", new()
        {
            Namespace = Output.Tuple(argoCd.Namespace, Output.All(targets.Select(target => target.LateAddOns))).Apply(ready => ready.Item1),
            Guarded =
            [
                argoCd, root, registrar, .. registrations,
                .. new object[] { cluster }.OfType<Resource>(), .. additions, .. targets.SelectMany(target => target.Leaves), .. vendor.Made,
            ],
        }, onNetwork);

        return new(shared.Concat(targets.Select(target => KeyValuePair.Create(target.Key, (object?)target.Outputs))))
        {
            [ManagementStackReference.OutputName] = new Dictionary<string, object?>(management.Outputs)
            {
                ["clusterName"] = cluster.ClusterName,
                ["argoCdNamespace"] = argoCd.Namespace,
                ["kubeConfig"] = cluster.KubeConfig,
                [ManagementStackReference.Registrar] = registrar.KubeConfig,
                [ManagementStackReference.Identity] = ManagementStackReference.Describe(management.Identity),
                [ManagementStackReference.Clusters] = settings.Environments.Select(environment => environment.KeyIn(settings)).ToArray(),
            },
        };
    }

    private static Dictionary<string, object?> OnManagementCluster(PlatformSettings settings, IReadOnlyList<IClusterAddOn> addOns, ManagementStackReference management)
    {
        var vendor = CreateVendor(settings);
        var targets = settings.Environments.Select(environment => Target.Define(settings, vendor, environment, addOns, management.ArgoCd)).ToArray();
        var shared = vendor.Complete();
        var here = Deployment.Instance;
        foreach (var target in targets)
        {
            target.Register(
                target.Access(settings).Connection, ArgoCd.NamespaceName, new() { Providers = { management.Kubernetes } },
                dependantStack: $"{here.OrganizationName}/{here.ProjectName}/{here.StackName}");
        }

        return new(shared.Concat(targets.Select(target => KeyValuePair.Create(target.Key, (object?)target.Outputs))));
    }

    // The last thing: from here on Git drives.
    private static RootApplication Root(
        string name, PlatformSettings settings, ArgoCd argoCd, Input<string> destination, ComponentResourceOptions onArgoCd)
    {
        var gitOps = settings.GitOps!;
        var readable = ArgoCdMapping.Credential(settings) is { } credential
            ? new GitRepository($"{name}-repository", new() { Namespace = argoCd.Namespace, Url = gitOps.RepoUrl, Credential = credential }, onArgoCd).Namespace
            : argoCd.Namespace;
        return new($"{name}-root", new()
        {
            Namespace = readable,
            DestinationName = destination,
            RepoUrl = gitOps.RepoUrl,
            TargetRevision = gitOps.TargetRevision,
        }, onArgoCd);
    }

    internal static ClusterNetwork Network(string name, PlatformSettings settings, ICluster cluster) => new($"{name}-network", new()
    {
        Cluster = cluster,
        CiliumChart = settings.Artefacts.CiliumChart,
        GatewayApiFile = settings.Artefacts.GatewayApiFile,
    });

    // A new platform is one more arm here.
    private static IVendorPlatform CreateVendor(PlatformSettings settings) => settings.Vendor switch
    {
        Vendor.K3s => new OnPremPlatform(settings),
        Vendor.Azure => new AzurePlatform(settings),
        Vendor.Aws => new AwsPlatform(settings),
        var other => throw new ArgumentOutOfRangeException(nameof(settings), other, "no platform is known for this vendor"),
    };
}
