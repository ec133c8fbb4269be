using System.ComponentModel.DataAnnotations;
using System.Net;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>Platform on Azure.</summary>
/// <remarks>The resources that the clusters share. A cluster's own settings are under <c>aks</c>.</remarks>
public sealed record AzureSettings
{
    /// <summary>Azure region of all resources, like <c>uksouth</c>. Another region replaces everything.</summary>
    [RegularExpression(Formats.AzureRegion, ErrorMessage = Formats.AzureRegionHint)]
    public required string Region { get; init; }

    /// <summary>Id of the Entra tenant. Another tenant replaces everything.</summary>
    [RegularExpression(Formats.Guid, ErrorMessage = Formats.GuidHint)]
    public required string TenantId { get; init; }

    /// <summary>Id of the subscription of all resources. Another subscription replaces everything.</summary>
    [RegularExpression(Formats.Guid, ErrorMessage = Formats.GuidHint)]
    public required string SubscriptionId { get; init; }

    /// <summary>
    /// Address space of the platform, /12 to /20. It must not overlap a network that is ever connected to the platform. The hub, each
    /// environment and the management cluster take an eighth each. Three eighths stay free.
    /// </summary>
    public required IPNetwork AddressSpace { get; init; }

    /// <summary>
    /// Hub network. Default: a hub of the platform's own, with a firewall. A change to another hub deletes the networks and the firewall of
    /// the old one.
    /// </summary>
    public HubSettings Hub { get; init; } = new();

    /// <summary>DNS names that clusters reach over HTTPS besides those of AKS, K8TRE and its charts.</summary>
    public IReadOnlyList<EgressSettings> Egress { get; init; } = [];

    /// <summary>Retention of logs, in days.</summary>
    [Range(30, 730, ErrorMessage = "supply 30 to 730")]
    public int LogRetentionDays { get; init; } = 90;

    /// <summary>
    /// Total retention of audit logs, in days, with an archive after those of the workspace. Default: as long as other logs.
    /// </summary>
    [Range(30, 4383, ErrorMessage = "supply 30 to 4383")]
    public int? LogArchiveDays { get; init; }

    /// <summary>Retention of backups of volumes and of the clusters' objects, in days.</summary>
    [Range(1, 360, ErrorMessage = "supply 1 to 360")]
    public int BackupRetentionDays { get; init; } = DefaultBackupRetentionDays;

    /// <summary>
    /// Container registry that caches public images, from which the nodes of the stack's clusters pull. Then the firewall closes the cached
    /// registries. Default: true if the platform has a hub of its own, which the registry belongs to.
    /// </summary>
    public bool? Registry { get; init; }

    /// <summary>
    /// Registries from which the container registry pulls with an account: <c>docker.io</c>, which it caches with an account only,
    /// <c>ghcr.io</c> and <c>quay.io</c>. The accounts are in <c>k8tre:registryCredentials</c>. Without a registry in the list, the key
    /// vault with the accounts is deleted.
    /// </summary>
    public IReadOnlyList<string> RegistryAccounts { get; init; } = [];

    /// <summary>
    /// Delete locks on resources that hold data. The storage account of file shares has no lock: the cluster could not delete shares.
    /// </summary>
    public bool Locks { get; init; } = true;

    /// <summary>
    /// Ids of resources that an earlier platform with the same name and subscription left: resource groups, key vaults, storage accounts
    /// and the backup vault. The run imports them and what they contain. Remove the ids after the run.
    /// </summary>
    public IReadOnlyList<string> Adopt { get; init; } = [];

    /// <summary>Defender for Cloud plans of the subscription. Organisations usually turn them on for all subscriptions.</summary>
    public bool ThreatDetection { get; init; }

    /// <summary>Budget with notifications by mail. Default: none.</summary>
    public AzureBudgetSettings? Budget { get; init; }

    /// <summary>Pipelines that deploy the platform. Default: none. If you remove them, the network of their runners is deleted.</summary>
    public AzurePipelineSettings? Pipelines { get; init; }

    internal const int DefaultBackupRetentionDays = 30;
}

/// <summary>Budget of a platform on Azure.</summary>
public sealed record AzureBudgetSettings : BudgetSettings
{
    /// <summary>First day that counts: the first day of the month in which the budget is created, in quotes, like '2027-01-01'.</summary>
    public required DateOnly From { get; init; }
}
