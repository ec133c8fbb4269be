using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Aws;
using K8tre.Stacks.Settings.Azure;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Where Argo CD runs, and what it needs to reach the platform's clusters.</summary>
public sealed record ManagementSettings
{
    /// <summary>Where Argo CD runs. Default: <c>inCluster</c>.</summary>
    public ManagementMode Mode { get; init; } = ManagementMode.InCluster;

    /// <summary>The management cluster, for mode <c>cluster</c> and vendor <c>k3s</c>. It is called <c>{name}-management</c>.</summary>
    public K3sSettings? K3s { get; init; }

    /// <summary>The management cluster, for mode <c>cluster</c> and vendor <c>azure</c>. It is called <c>{name}-management</c>.</summary>
    public AksSettings? Azure { get; init; }

    /// <summary>The management cluster, for mode <c>cluster</c> and vendor <c>aws</c>. It is called <c>{name}-management</c>.</summary>
    public EksSettings? Aws { get; init; }

    /// <summary>Region of the management cluster, or your name for its site. Default: that of the first environment.</summary>
    [RegularExpression(Formats.LabelValue, ErrorMessage = Formats.LabelValueHint)]
    public string? Region { get; init; }

    /// <summary>The stack whose management cluster to use, for mode <c>stack</c>: <c>organization/project/stack</c>.</summary>
    [RegularExpression(Formats.StackName, ErrorMessage = Formats.StackNameHint)]
    public string? Stack { get; init; }

    /// <summary>
    /// Generation of the tokens with which Argo CD signs in to clusters elsewhere, and other stacks to the management cluster. Another
    /// text makes new tokens first and ends the old ones after. Default: <c>1</c>.
    /// </summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public string TokenGeneration { get; init; } = "1";

    /// <summary>
    /// API groups that Argo CD may write besides those of K8TRE: the custom resources of a fork, like <c>apps.example.org</c>. Default: none.
    /// </summary>
    public IReadOnlyList<string> ApiGroups { get; init; } = [];

    /// <summary>Name of the management cluster.</summary>
    internal static string ClusterNameIn(PlatformSettings platform) => $"{platform.Name}-management";

    /// <summary>Region of the management cluster.</summary>
    internal string RegionIn(PlatformSettings platform) => Region ?? (platform.Environments is [{ } first, ..] ? first.Region : EnvironmentSettings.UnnamedRegion);
}

/// <summary>Where Argo CD runs.</summary>
public enum ManagementMode
{
    /// <summary>In the cluster of the only environment.</summary>
    InCluster,

    /// <summary>In a cluster of its own, which serves every environment of the platform, and other stacks.</summary>
    Cluster,

    /// <summary>In the management cluster of another stack. This one only registers its clusters there.</summary>
    Stack,

    /// <summary>Nowhere: the stack makes what others use, on Azure a hub and what deploys into it, on AWS what an account has once.</summary>
    None,
}
