using System.ComponentModel.DataAnnotations;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.Aws;
using K8tre.Stacks.Settings.Azure;
using K8tre.Stacks.Settings.GitOps;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Environment.</summary>
[UnknownKey("write aks", "azure")]
[UnknownKey("write eks", "aws")]
public sealed record EnvironmentSettings
{
    /// <summary>Environment. Each is written once at most. Another environment deletes the cluster.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>
    /// Domain of the environment's services, like <c>dev.tre.example.org</c>. At most 63 characters: it becomes a label. Another domain
    /// replaces the certificate and the DNS zones.
    /// </summary>
    [StringLength(63, ErrorMessage = "a label holds at most 63 characters; choose a shorter domain")]
    [RegularExpression(Formats.DomainName, ErrorMessage = Formats.DomainNameHint)]
    public required string ExternalDomain { get; init; }

    /// <summary>Your name for the cluster's location, for vendor <c>k3s</c>. Default: <c>on-premise</c>.</summary>
    [RegularExpression(Formats.LabelValue, ErrorMessage = Formats.LabelValueHint)]
    public string? Region { get; init; }

    /// <summary>
    /// Protection of the cluster from deletion and replacement. Before a change that deletes or replaces it, write false and deploy once.
    /// </summary>
    public bool Protected { get; init; } = true;

    /// <summary>Cluster, for vendor <c>k3s</c>.</summary>
    public K3sTargetSettings? K3s { get; init; }

    /// <summary>Cluster, for vendor <c>azure</c>.</summary>
    public AksTargetSettings? Aks { get; init; }

    /// <summary>Cluster, for vendor <c>aws</c>.</summary>
    public EksTargetSettings? Eks { get; init; }

    /// <summary>K8TRE applications that are not installed.</summary>
    public IReadOnlyList<string> Skip { get; init; } = [];

    /// <summary>
    /// Connections between pods and addresses outside the cluster, besides those of the platform's own services.
    /// </summary>
    public IReadOnlyList<EdgeSettings> Edges { get; init; } = [];

    /// <summary>Initial secrets of the K8TRE applications. Default: all are generated.</summary>
    public SourceSecretsSettings SourceSecrets { get; init; } = new();

    /// <summary>Store of the initial secrets. Default: the cluster, or Parameter Store with vendor <c>aws</c>.</summary>
    public SecretStoreKind? SecretStore { get; init; }
}

/// <summary>Store of the secrets that K8TRE applications start with.</summary>
public enum SecretStoreKind
{
    /// <summary>The namespace <c>secret-store</c> of the cluster.</summary>
    Kubernetes,

    /// <summary>The cluster's Azure Key Vault.</summary>
    KeyVault,

    /// <summary>AWS Systems Manager Parameter Store.</summary>
    ParameterStore,
}
