using System.ComponentModel.DataAnnotations;
using System.Net;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>What the environments of a platform on Azure share.</summary>
public sealed record AzureSettings
{
    /// <summary>Id of the Entra tenant.</summary>
    [RegularExpression(Formats.Guid, ErrorMessage = Formats.GuidHint)]
    public required string TenantId { get; init; }

    /// <summary>Id of the subscription that everything goes into.</summary>
    [RegularExpression(Formats.Guid, ErrorMessage = Formats.GuidHint)]
    public required string SubscriptionId { get; init; }

    /// <summary>
    /// Addresses of the platform, /12 to /20, which no network that it is ever joined to has: an eighth for the hub, an eighth for each
    /// environment, half for later.
    /// </summary>
    public required IPNetwork AddressSpace { get; init; }

    /// <summary>Names that clusters reach over HTTPS besides those of AKS, K8TRE and its charts. Default: none.</summary>
    public IReadOnlyList<EgressSettings> Egress { get; init; } = [];

    /// <summary>The network in the middle. Default: one of its own, with a firewall.</summary>
    public HubSettings Hub { get; init; } = new();

    /// <summary>How many days logs are kept. Default: 90.</summary>
    [Range(30, 730, ErrorMessage = "supply 30 to 730")]
    public int LogRetentionDays { get; init; } = 90;

    /// <summary>How many days what proves who did what is kept in all, in an archive after those of the workspace. Default: no longer than all else.</summary>
    [Range(30, 4383, ErrorMessage = "supply 30 to 4383")]
    public int? LogArchiveDays { get; init; }

    /// <summary>Whether the platform has a container registry, which passes on the images that K8TRE names. Default: true where the platform has a hub of its own, in which it stands.</summary>
    public bool? Registry { get; init; }

    /// <summary>
    /// Whether nobody deletes what holds data before a lock is taken away. The account of shares has none: the cluster could delete no share then.
    /// Default: true.
    /// </summary>
    public bool Locks { get; init; } = true;

    /// <summary>Whether Defender watches the subscription. Default: false, an organisation turns it on for all of its subscriptions.</summary>
    public bool ThreatDetection { get; init; }

    /// <summary>Mails about what it costs. Default: none.</summary>
    public BudgetSettings? Budget { get; init; }

    /// <summary>A repository on GitHub whose pipelines deploy the platform, or an identity that does. Default: none.</summary>
    public AzurePipelineSettings? Pipelines { get; init; }
}
