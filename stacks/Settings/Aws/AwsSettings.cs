using System.ComponentModel.DataAnnotations;
using System.Net;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Aws;

/// <summary>Platform on AWS.</summary>
/// <remarks>The resources that the clusters share. A cluster's own settings are under <c>eks</c>.</remarks>
public sealed record AwsSettings
{
    /// <summary>AWS region of all resources, like <c>eu-west-2</c>. Another region replaces everything.</summary>
    [RegularExpression(Formats.AwsRegion, ErrorMessage = Formats.AwsRegionHint)]
    public required string Region { get; init; }

    /// <summary>Id of the account of all resources, twelve digits in quotes. Another account replaces everything.</summary>
    [RegularExpression(Formats.AwsAccount, ErrorMessage = Formats.AwsAccountHint)]
    public required string AccountId { get; init; }

    /// <summary>
    /// Address space of the platform, /14 to /17, within 10.0.0.0/16: K8TRE allows pods to reach their own network only there. Each
    /// environment takes a quarter, the management cluster an eighth. Another space replaces all networks and clusters.
    /// </summary>
    public IPNetwork AddressSpace { get; init; } = IPNetwork.Parse("10.0.0.0/16");

    /// <summary>DNS names that clusters reach over HTTPS besides those of AWS, K8TRE and its charts.</summary>
    public IReadOnlyList<EgressSettings> Egress { get; init; } = [];

    /// <summary>
    /// AWS Network Firewall for outgoing connections. Without it, only DNS refuses names, and connections to addresses pass. That needs a
    /// waiver. A change to false deletes the firewall and its logs.
    /// </summary>
    public bool Firewall { get; init; } = true;

    /// <summary>Retention of logs, in days. CloudWatch allows these values only.</summary>
    [AllowedValues(
        30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
        ErrorMessage = "supply 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653")]
    public int LogRetentionDays { get; init; } = 365;

    /// <summary>Transit gateway to networks from which operators reach the clusters. Default: none.</summary>
    public TransitSettings? Transit { get; init; }

    /// <summary>
    /// Copies of public images in the account's registry, from which the nodes of the stack's clusters pull. Then the firewalls close the
    /// copied registries. An account has one registry in a region: write false in all but one of its stacks.
    /// </summary>
    public bool Registry { get; init; } = true;

    /// <summary>
    /// Registries that need an account for the copies: <c>docker.io</c> and <c>ghcr.io</c>. The accounts are in
    /// <c>k8tre:registryCredentials</c>. Without an account, nodes pull the registry's images from it.
    /// </summary>
    public IReadOnlyList<string> RegistryAccounts { get; init; } = [];

    /// <summary>GuardDuty for the account. Organisations usually turn it on for all accounts.</summary>
    public bool ThreatDetection { get; init; }

    /// <summary>
    /// Creates the role <c>AWSServiceRoleForAutoScaling</c>, and keeps it when the stack is destroyed. An account has the role since its
    /// first Auto Scaling group. With false, the stack uses the role that exists, for example after it was destroyed.
    /// </summary>
    public bool AutoScalingRole { get; init; }

    /// <summary>
    /// Creates a bucket for the state of other stacks and a key for their secrets, and keeps both when the stack is destroyed.
    /// </summary>
    public bool StateBucket { get; init; }

    /// <summary>Budget with notifications by mail. Default: none.</summary>
    public BudgetSettings? Budget { get; init; }

    /// <summary>Pipelines that deploy the platform. Default: none. If you remove them, the logs of their runners are deleted.</summary>
    public AwsPipelineSettings? Pipelines { get; init; }
}
