using System.ComponentModel.DataAnnotations;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.Aws;
using K8tre.Stacks.Settings.Azure;
using K8tre.Stacks.Settings.GitOps;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Platform.</summary>
/// <remarks>The settings under <c>k8tre:platform</c> in <c>Pulumi.&lt;stack&gt;.yaml</c>.</remarks>
public sealed record PlatformSettings
{
    /// <summary>
    /// Name of the platform. Clusters are named <c>{name}-{environment}</c> and <c>{name}-management</c>. Another name deletes everything
    /// and creates it anew.
    /// </summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public required string Name { get; init; }

    /// <summary>Vendor that the platform runs on: hosts that exist already, or a cloud.</summary>
    public required Vendor Vendor { get; init; }

    /// <summary>Git repository that Argo CD reads K8TRE from. Required if Argo CD runs in this stack.</summary>
    public GitOpsSettings? GitOps { get; init; }

    /// <summary>Place where Argo CD runs. Default: the cluster of the only environment.</summary>
    public ManagementSettings Management { get; init; } = new();

    /// <summary>Argo CD. Default: it is reached by a port-forward only.</summary>
    public ArgoCdSettings? ArgoCd { get; init; }

    /// <summary>Resources that the clusters share, for vendor <c>azure</c>. Required there.</summary>
    public AzureSettings? Azure { get; init; }

    /// <summary>Resources that the clusters share, for vendor <c>aws</c>. Required there.</summary>
    public AwsSettings? Aws { get; init; }

    /// <summary>
    /// Environments, each with a cluster of its own: exactly one in mode <c>inCluster</c>, any number in mode <c>cluster</c>, at least one
    /// in mode <c>stack</c>, none in mode <c>none</c>. If you remove an environment, its cluster, its network and its logs are deleted.
    /// </summary>
    public required IReadOnlyList<EnvironmentSettings> Environments { get; init; }

    /// <summary>Sign-in to the hosts, for vendor <c>k3s</c>.</summary>
    public SshSettings Ssh { get; init; } = new();

    /// <summary>Files and a mirror for networks without internet access. Default: the addresses of the projects.</summary>
    public ArtefactSettings Artefacts { get; init; } = new();

    /// <summary>Exceptions from security rules, each with an owner and an end.</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];
}
