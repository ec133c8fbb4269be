using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Components.GitOps.Registration;
using K8tre.Stacks.Aws;
using K8tre.Stacks.Azure;
using K8tre.Stacks.OnPrem;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks;

/// <summary>Inputs of <see cref="Platform"/>.</summary>
public sealed record PlatformArgs
{
    /// <summary>Settings of the stack.</summary>
    public required StackSettings Settings { get; init; }

    /// <summary>Add-ons for the cluster of every environment. Names are unique. Default: none.</summary>
    public IReadOnlyList<IClusterAddOn> AddOns { get; init; } = [];

    /// <summary>Management cluster of another stack, for management mode <c>stack</c>. Default: none.</summary>
    public ManagementStackReference? ManagementStack { get; init; }
}

/// <summary>One platform: a landing zone, a management cluster, a cluster for each environment, and the services that they share.</summary>
public sealed class Platform : ComponentResource
{
    /// <summary>Creates the platform.</summary>
    public Platform(string name, PlatformArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:stacks:Platform", name, options)
    {
        var settings = args.Settings;
        var vendor = NearestSetting.Create(settings.Platform.Vendor.Label(), () => CreateVendor(settings, this));
        var management = settings.Management is { } spec
            ? NearestSetting.Create("management", () => new ManagementCluster(
                "management", new() { Settings = settings, Spec = spec, Vendor = vendor }, vendor.OptionsOf(this)))
            : null;
        var elsewhere = args.ManagementStack?.Connect($"{name}-management", this);
        var targets = CreateTargets(args, vendor, management?.Cluster);

        var host = (IClusterRoom?)management ?? targets.SingleOrDefault(target => target.Spec.HostsArgoCd);
        var argoCd = host is null ? elsewhere : NearestSetting.Create("argoCd", () => CreateArgoCd(settings, host, targets));
        var registrations = argoCd is null ? [] : targets.Select((target, index) =>
            NearestSetting.Create($"environments[{index}]", () => target.RegisterWith(argoCd))).ToArray();
        if (host is not null)
        {
            _ = NearestSetting.Create("gitOps", () => CreateRootApplication(
                settings, host, argoCd!, HasMirrors(settings, targets), management is null ? registrations : []));
        }
        var registrars = management is null
            ? []
            : NearestSetting.Create("management.stacks", () => CreateRegistrars(settings, management, argoCd!));
        // On premise, only other stacks' clusters need shared services.
        var shared = vendor.LandingZone is null && management is null
            ? null
            : NearestSetting.Create(settings.Platform.Vendor.Label(), () => new SharedServices("shared-services", new()
            {
                Platform = name,
                Vendor = vendor,
                Rooms = [.. new[] { management }.OfType<IClusterRoom>(), .. targets],
                ArgoCd = management is null ? null : argoCd,
            }, vendor.OptionsOf(this)));

        Outputs = Describe(settings, targets, shared, host, management, registrars);

        RegisterOutputs();
    }

    /// <summary>Outputs for the stack: what an operator or another stack needs next.</summary>
    public IDictionary<string, object?> Outputs { get; }

    /// <inheritdoc cref="CreateAsync(StackSettings, IReadOnlyList{IClusterAddOn})"/>
    public static Task<Platform> CreateAsync(StackSettings settings) => CreateAsync(settings, []);

    /// <summary>Creates the platform. In management mode <c>stack</c>, reads the stack of the management cluster first.</summary>
    /// <param name="settings">Settings of the stack.</param>
    /// <param name="addOns">Add-ons for the cluster of every environment. Names are unique.</param>
    /// <exception cref="SettingsException">The stack that <c>management.stack</c> names has no usable management cluster.</exception>
    public static async Task<Platform> CreateAsync(StackSettings settings, params IReadOnlyList<IClusterAddOn> addOns)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(addOns);
        var reference = settings.Platform.Management.Mode == ManagementMode.Stack
            ? await ManagementStackReference.ReadAsync(settings)
            : null;
        return new(settings.Platform.Name, new() { Settings = settings, AddOns = addOns, ManagementStack = reference });
    }

    // Another vendor is one more arm.
    private static IVendor CreateVendor(StackSettings settings, Platform platform) => settings.Platform.Vendor switch
    {
        Vendor.K3s => new OnPremVendor(settings),
        Vendor.Azure => new AzureVendor(settings, platform),
        Vendor.Aws => new AwsVendor(settings, platform),
        var other => throw new ArgumentOutOfRangeException(nameof(settings), other, "the vendor is unknown"),
    };

    private TargetCluster[] CreateTargets(PlatformArgs args, IVendor vendor, VendorCluster? management) =>
    [
        .. args.Settings.Targets.Select((spec, index) => NearestSetting.Create($"environments[{index}]", () => new TargetCluster(
            spec.Environment.Label(),
            new()
            {
                Settings = args.Settings,
                Spec = spec,
                Vendor = vendor,
                AddOns = args.AddOns,
                ArgoCd = management?.ArgoCdIdentity ?? args.ManagementStack?.ArgoCdIdentity,
                Management = management,
            },
            vendor.OptionsOf(this)))),
    ];

    private static ArgoCdServer CreateArgoCd(StackSettings settings, IClusterRoom host, TargetCluster[] targets)
    {
        var argoCd = new ArgoCd($"{host.Spec.Name}-argocd", ArgoCdMapping.For(settings, host, targets), OptionsOn(host));
        return new(host.Kubernetes, argoCd.Namespace) { DependsOn = [argoCd] };
    }

    private static RootApplication CreateRootApplication(
        StackSettings settings, IClusterRoom host, ArgoCdServer argoCd, bool hasMirrors,
        IReadOnlyList<ClusterRegistration> registrations)
    {
        var (name, gitOps) = (host.Spec.Name, settings.Platform.GitOps!);
        List<Resource> dependsOn = [.. registrations];
        if (ArgoCdMapping.Credential(settings) is { } credential)
        {
            dependsOn.Add(new GitRepository($"{name}-repository", new()
            {
                Namespace = argoCd.Namespace,
                Url = gitOps.RepoUrl,
                Credential = credential,
                DependsOn = argoCd.DependsOn,
            }, OptionsOn(host)));
        }
        // The last step: from here on, Git decides what runs in the clusters.
        return new RootApplication($"{name}-root", new()
        {
            Namespace = argoCd.Namespace,
            RepoUrl = gitOps.RepoUrl,
            TargetRevision = gitOps.TargetRevision,
            HasMirrors = hasMirrors,
            IsTarget = host.Spec.Role == ClusterRole.SelfManaged,
            DependsOn = argoCd.DependsOn,
            ApplicationDependsOn = dependsOn,
        }, OptionsOn(host));
    }

    private static bool HasMirrors(StackSettings settings, TargetCluster[] targets) =>
        targets.Any(target => target.Cluster.Mirrors.Any) || settings.Platform.ArgoCd is { ImageMirrors.Count: > 0 };

    // Each stack has an account of its own. Without other stacks, nobody can register.
    private static Dictionary<string, RegistrarAccess> CreateRegistrars(
        StackSettings settings, ManagementCluster management, ArgoCdServer argoCd) =>
        settings.Platform.Management.Stacks.ToDictionary(other => other.Stack, other => new RegistrarAccess(
            $"{management.Spec.Name}-{RegistrarAccess.AccountName(other.Stack)}",
            new()
            {
                Cluster = management.Cluster.Cluster,
                Namespace = argoCd.Namespace,
                Stack = other.Stack,
                Clusters = [.. other.Environments.Select(environment => new ClusterKey(other.Vendor, environment))],
                ReservedNames = [.. settings.Targets.Select(target => target.Name)],
                Generation = settings.Platform.Management.TokenGeneration,
                DependsOn = argoCd.DependsOn,
            },
            OptionsOn(management)));

    private static ComponentResourceOptions OptionsOn(IClusterRoom room) =>
        new() { Parent = (Resource)room, Providers = { room.Kubernetes } };

    private static Dictionary<string, object?> Describe(
        StackSettings settings,
        TargetCluster[] targets,
        SharedServices? shared,
        IClusterRoom? host,
        ManagementCluster? management,
        Dictionary<string, RegistrarAccess> registrars)
    {
        var outputs = shared is null ? [] : new Dictionary<string, object?>(shared.Outputs);
        foreach (var target in targets)
        {
            outputs[target.Spec.Environment.Label()] = target == host
                ? new Dictionary<string, object?>(target.Outputs) { ["argoCdNamespace"] = ArgoCd.NamespaceName }
                : target.Outputs;
        }
        if (management is not null)
            outputs[ManagementStackReference.OutputName] = ManagementStackReference.Describe(settings, management, registrars);
        return outputs;
    }
}
