using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks;

/// <summary>Settings of a stack: as the operator wrote them, and normalised into the clusters to create.</summary>
public sealed record StackSettings
{
    // Region of a K3s cluster whose location the operator has not named.
    private const string UnnamedRegion = "on-premise";

    /// <summary>Settings as the operator wrote them, checked.</summary>
    public required PlatformSettings Platform { get; init; }

    /// <summary>The management cluster. Null: Argo CD runs in the only cluster, in another stack, or nowhere.</summary>
    public required ClusterSpec? Management { get; init; }

    /// <summary>The clusters of the environments, in the order of the settings.</summary>
    public required IReadOnlyList<ClusterSpec> Targets { get; init; }

    /// <summary>Region of the cloud. With vendor <c>k3s</c>: the operator's name for the location of the first environment.</summary>
    public required string Region { get; init; }

    /// <summary>Highest environment that the platform serves. Production, if it serves only clusters of other stacks.</summary>
    public required TreEnvironment HighestEnvironment { get; init; }

    /// <summary>Secrets from the stack's configuration. They are not part of the settings, whose text may appear in errors.</summary>
    internal PlatformSecrets Secrets { get; init; } = new();

    /// <summary>All clusters, the management cluster first.</summary>
    internal IEnumerable<ClusterSpec> Clusters => Management is null ? Targets : Targets.Prepend(Management);

    /// <summary>Reads, checks and normalises the stack's configuration.</summary>
    /// <exception cref="SettingsException">A setting is missing, unknown or wrong. The message lists all problems.</exception>
    public static StackSettings Load(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        return SecretPlaceholders.Load(PlatformSecrets.Read(config), secrets => From(config.Get(ConfigKeys.Platform), secrets, today));
    }

    /// <summary>Reads, checks and normalises the text of <c>k8tre:platform</c>.</summary>
    /// <param name="json">Text of the settings. Null: they are not set.</param>
    /// <param name="secrets">Secrets from the stack's configuration.</param>
    /// <param name="today">Day on which waivers are checked.</param>
    /// <exception cref="SettingsException">A setting is missing, unknown or wrong. The message lists all problems.</exception>
    internal static StackSettings From(string? json, PlatformSecrets secrets, DateOnly today)
    {
        var (draft, problems, missing, deferred) = SettingsReader.Read<PlatformSettings>(json, ConfigKeys.PlatformPath);
        // A setting that could not be read is missing from the draft. A rule that misses it would report the same problem again.
        if (draft is not null)
            problems.AddRange(PlatformRules.Check(draft, secrets, today).Where(problem => !missing.Any(problem.IsAbout)));
        problems.AddRange(deferred.Where(later => !problems.Exists(problem => problem.IsAbout(later.About)))
            .Select(later => later.Problem).ToArray());
        return problems.Count == 0 ? Normalise(draft!, secrets) : throw new SettingsException(problems);
    }

    private static StackSettings Normalise(PlatformSettings platform, PlatformSecrets secrets)
    {
        var first = platform.Environments is [var environment, ..] ? environment.Region : null;
        var region = platform.Azure?.Region ?? platform.Aws?.Region ?? first ?? UnnamedRegion;
        var highest = platform.Environments.Select(target => target.Environment).DefaultIfEmpty(TreEnvironment.Prd).Max();
        return new()
        {
            Platform = platform,
            Secrets = secrets,
            Region = region,
            HighestEnvironment = highest,
            Management = platform.Management.Mode == ManagementMode.Cluster ? ManagementOf(platform, region, highest) : null,
            Targets = [.. platform.Environments.Select(target => TargetOf(platform, target))],
        };
    }

    private static ClusterSpec ManagementOf(PlatformSettings platform, string region, TreEnvironment environment) => new()
    {
        Name = ClusterSpec.ManagementName(platform.Name),
        Role = ClusterRole.Management,
        Environment = environment,
        Region = region,
        IsProtected = platform.Management.Protected,
        Aks = platform.Management.Aks,
        Eks = platform.Management.Eks,
        K3s = platform.Management.K3s,
    };

    private static ClusterSpec TargetOf(PlatformSettings platform, EnvironmentSettings environment) => new()
    {
        Name = ClusterSpec.TargetName(platform.Name, environment.Environment),
        Role = platform.Management.Mode == ManagementMode.InCluster ? ClusterRole.SelfManaged : ClusterRole.Target,
        Environment = environment.Environment,
        Region = platform.Azure?.Region ?? platform.Aws?.Region ?? environment.Region ?? UnnamedRegion,
        SecretStore = environment.SecretStore
            ?? (platform.Vendor == Vendor.Aws ? SecretStoreKind.ParameterStore : SecretStoreKind.Kubernetes),
        IsProtected = environment.Protected,
        Target = environment,
        Aks = environment.Aks,
        Eks = environment.Eks,
        K3s = environment.K3s,
    };
}
