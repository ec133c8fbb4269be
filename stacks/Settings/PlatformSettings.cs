using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.Aws;
using K8tre.Stacks.Settings.Azure;
using K8tre.Stacks.Settings.GitOps;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>One platform, as an operator writes it under <c>k8tre:platform</c> in <c>Pulumi.&lt;stack&gt;.yaml</c>.</summary>
public sealed record PlatformSettings
{
    /// <summary>Name of the platform. Its clusters are called <c>{name}-{environment}</c>.</summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public required string Name { get; init; }

    /// <summary>Where the platform runs.</summary>
    public required Vendor Vendor { get; init; }

    /// <summary>Where Argo CD reads K8TRE from. Required, but in mode <c>stack</c>, where the other stack says it.</summary>
    public GitOpsSettings? GitOps { get; init; }

    /// <summary>Where Argo CD runs. Default: in the cluster of the only environment.</summary>
    public ManagementSettings Management { get; init; } = new();

    /// <summary>Argo CD itself: who reaches it, and what it reaches. Default: nobody but by a port-forward.</summary>
    public ArgoCdSettings? ArgoCd { get; init; }

    /// <summary>What the environments share, for vendor <c>azure</c>.</summary>
    public AzureSettings? Azure { get; init; }

    /// <summary>What the environments share, for vendor <c>aws</c>.</summary>
    public AwsSettings? Aws { get; init; }

    /// <summary>Files and a mirror for networks without the internet. Default: the projects' own addresses.</summary>
    public ArtefactSettings Artefacts { get; init; } = new();

    /// <summary>How to sign in to the hosts.</summary>
    public SshSettings Ssh { get; init; } = new();

    /// <summary>
    /// The environments, each with a cluster of its own: one where Argo CD runs in its cluster, none or more beside a management cluster,
    /// at least one in mode <c>stack</c>.
    /// </summary>
    public required IReadOnlyList<EnvironmentSettings> Environments { get; init; }

    /// <summary>Weaker settings that somebody answers for, until a day. Default: none.</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>What is secret. It comes by secret configuration, never in this object, whose text may appear in errors.</summary>
    [JsonIgnore]
    public PlatformSecrets Secrets { get; internal init; } = new();

    /// <summary>Reads and checks the stack's configuration.</summary>
    /// <exception cref="SettingsException">Anything is missing, unknown or wrong; all problems are in its message.</exception>
    public static PlatformSettings Read(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        return SecretPlaceholders.Load(PlatformSecrets.Read(config), secrets => From(config.Get(ConfigKeys.Platform), secrets, today));
    }

    /// <summary>Checks the text of <c>k8tre:platform</c>, together with the secrets, as of a day: waivers expire.</summary>
    internal static PlatformSettings From(string? json, PlatformSecrets secrets, DateOnly today)
    {
        var (draft, problems, missing) = SettingsReader.Read<PlatformSettings>(json, ConfigKeys.PlatformPath);
        var settings = draft is null ? null : draft with { Secrets = secrets };
        // What could not be read is missing from the draft: a rule that misses it would say the same thing twice.
        if (settings is not null)
            problems.AddRange(PlatformRules.Check(settings, today).Where(problem => !missing.Any(problem.IsAbout)));
        return problems.Count == 0 ? settings! : throw new SettingsException(problems);
    }
}

/// <summary>One environment of the platform.</summary>
public sealed record EnvironmentSettings
{
    /// <summary>Which one. Each at most once.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>Domain under which its services appear, like <c>dev.tre.example.org</c>. At most 63 characters: it becomes a label.</summary>
    [StringLength(63, ErrorMessage = "a label holds at most 63 characters; choose a shorter domain")]
    [RegularExpression(Formats.DomainName, ErrorMessage = Formats.DomainNameHint)]
    public required string ExternalDomain { get; init; }

    /// <summary>Region of the cloud, like <c>uksouth</c> or <c>eu-west-2</c>, or your name for the site: K8TRE's templates need one on every vendor. Default: <c>on-premise</c>.</summary>
    [RegularExpression(Formats.LabelValue, ErrorMessage = Formats.LabelValueHint)]
    public string Region { get; init; } = UnnamedRegion;

    /// <summary>K8TRE applications to leave out. Default: none.</summary>
    public IReadOnlyList<string> Skip { get; init; } = [];

    /// <summary>The secrets that its applications start with. Default: all are generated.</summary>
    public SourceSecretsSettings SourceSecrets { get; init; } = new();

    /// <summary>The cluster, for vendor <c>k3s</c>.</summary>
    public K3sSettings? K3s { get; init; }

    /// <summary>The cluster, for vendor <c>azure</c>.</summary>
    public AksSettings? Azure { get; init; }

    /// <summary>The cluster, for vendor <c>aws</c>.</summary>
    public EksSettings? Aws { get; init; }

    /// <summary>Where the secrets lie that its applications start with. Default: in the cluster; on AWS in Parameter Store.</summary>
    public SecretStoreKind? SecretStore { get; init; }

    /// <summary>Region of a site that has no name.</summary>
    internal const string UnnamedRegion = "on-premise";

    /// <summary>Name of its cluster.</summary>
    internal string ClusterNameIn(PlatformSettings platform) =>
        $"{platform.Name}-{Environment.Label()}";

    /// <summary>What tells its cluster from all others that one Argo CD can hold.</summary>
    internal string KeyIn(PlatformSettings platform) =>
        $"{platform.Vendor.Label()}-{Environment.Label()}";

    /// <summary>Where its source secrets lie.</summary>
    internal SecretStoreKind SecretStoreIn(PlatformSettings platform) =>
        SecretStore ?? (platform.Vendor == Vendor.Aws ? SecretStoreKind.ParameterStore : SecretStoreKind.Kubernetes);
}

/// <summary>Where secrets lie that K8TRE's applications start with.</summary>
public enum SecretStoreKind
{
    /// <summary>In the cluster, in the namespace <c>secret-store</c>.</summary>
    Kubernetes,

    /// <summary>In the cluster's Azure Key Vault.</summary>
    KeyVault,

    /// <summary>In AWS Systems Manager Parameter Store.</summary>
    ParameterStore,
}
