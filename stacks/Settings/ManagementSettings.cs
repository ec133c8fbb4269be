using System.ComponentModel.DataAnnotations;
using System.Net;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.Aws;
using K8tre.Stacks.Settings.Azure;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Place where Argo CD runs.</summary>
[UnknownKey("write aks", "azure")]
[UnknownKey("write eks", "aws")]
[UnknownKey("write it in azure or aws; with vendor k3s, only environments have one", "region")]
public sealed record ManagementSettings
{
    /// <summary>Place where Argo CD runs. A change from <c>cluster</c> to another mode deletes the management cluster.</summary>
    public ManagementMode Mode { get; init; } = ManagementMode.InCluster;

    /// <summary>
    /// Protection of the management cluster from deletion and replacement. Before a change that deletes or replaces it, write false and
    /// deploy once.
    /// </summary>
    public bool Protected { get; init; } = true;

    /// <summary>Management cluster, for mode <c>cluster</c> and vendor <c>k3s</c>.</summary>
    public K3sSettings? K3s { get; init; }

    /// <summary>Management cluster, for mode <c>cluster</c> and vendor <c>azure</c>.</summary>
    public AksSettings? Aks { get; init; }

    /// <summary>Management cluster, for mode <c>cluster</c> and vendor <c>aws</c>.</summary>
    public EksSettings? Eks { get; init; }

    /// <summary>Stack whose management cluster is used, for mode <c>stack</c>: <c>organization/project/stack</c>.</summary>
    [RegularExpression(Formats.StackName, ErrorMessage = Formats.StackNameHint)]
    public string? Stack { get; init; }

    /// <summary>
    /// Generation of the tokens with which Argo CD signs in to other clusters, and other stacks sign in to the management cluster. Another
    /// text replaces the tokens: new ones are created before the old ones are deleted.
    /// </summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public string TokenGeneration { get; init; } = "1";

    /// <summary>
    /// API groups that Argo CD may write besides those of K8TRE: custom resources of a fork, like <c>apps.example.org</c>.
    /// </summary>
    public IReadOnlyList<string> ApiGroups { get; init; } = [];

    /// <summary>
    /// Other stacks that register clusters with this Argo CD, for mode <c>cluster</c>. Each gets a kubeconfig for its own clusters alone,
    /// and Argo CD reaches the API servers of these clusters.
    /// </summary>
    public IReadOnlyList<DependantStackSettings> Stacks { get; init; } = [];
}

/// <summary>Stack with registered clusters.</summary>
/// <remarks>Argo CD of a management cluster installs K8TRE in the clusters of other stacks.</remarks>
public sealed record DependantStackSettings
{
    /// <summary>Name of the stack: <c>organization/project/stack</c>.</summary>
    [RegularExpression(Formats.StackName, ErrorMessage = Formats.StackNameHint)]
    public required string Stack { get; init; }

    /// <summary>Vendor of its clusters.</summary>
    public required Vendor Vendor { get; init; }

    /// <summary>Environments of its clusters.</summary>
    [MinLength(1, ErrorMessage = "add an environment")]
    public required IReadOnlyList<TreEnvironment> Environments { get; init; }

    /// <summary>
    /// Address ranges of the API servers of its clusters, /8 or smaller. Argo CD reaches them on port 6443 if the vendor is <c>k3s</c>,
    /// otherwise on port 443.
    /// </summary>
    [MinLength(1, ErrorMessage = "add the range of an API server")]
    public required IReadOnlyList<IPNetwork> ApiServers { get; init; }
}

/// <summary>Place where Argo CD runs.</summary>
public enum ManagementMode
{
    /// <summary>The cluster of the only environment.</summary>
    InCluster,

    /// <summary>A cluster of its own, which serves every environment of the platform, and other stacks.</summary>
    Cluster,

    /// <summary>The management cluster of another stack. This stack only registers its clusters there.</summary>
    Stack,

    /// <summary>Nowhere: the stack has no clusters. It creates what others share: a hub on Azure, services of an account on AWS.</summary>
    None,
}
