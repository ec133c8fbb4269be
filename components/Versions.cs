namespace K8tre.Components;

/// <summary>
/// Pinned versions of everything that is not a NuGet package. Their rows are in <c>components/versions.json</c>, each with its source, its
/// end of support and its checksums.
/// </summary>
public static class Versions
{
    /// <summary>K3s.</summary>
    public static Release K3s { get; } = Row(nameof(K3s)).ToRelease();

    /// <summary>Minor version of Kubernetes on AKS, which chooses the patch.</summary>
    public static string AksKubernetes { get; } = Row(nameof(AksKubernetes)).Version;

    /// <summary>
    /// Oldest minor version of Kubernetes with stable mutating admission policies, which
    /// <see cref="Azure.Workloads.KubeProxyRemoval"/> needs.
    /// </summary>
    /// <remarks>https://www.kubernetes.dev/resources/keps/3962/</remarks>
    public const string AksOldestKubernetes = "1.36";

    /// <summary>Minor version of Kubernetes on EKS, which chooses the patch.</summary>
    public static string EksKubernetes { get; } = Row(nameof(EksKubernetes)).Version;

    /// <summary>Agent of EKS Pod Identity. EKS updates it by one minor version at a time.</summary>
    public static EksAddOn EksPodIdentity { get; } = Row(nameof(EksPodIdentity)).ToEksAddOn();

    /// <summary>CoreDNS on EKS, of the version for <see cref="EksKubernetes"/>.</summary>
    public static EksAddOn EksCoreDns { get; } = Row(nameof(EksCoreDns)).ToEksAddOn();

    /// <summary>CSI driver of EBS. Since 1.58.0 it tags volumes with their cluster, as its IAM policy requires.</summary>
    public static EksAddOn EksBlockStorage { get; } = Row(nameof(EksBlockStorage)).ToEksAddOn();

    /// <summary>CSI driver of EFS.</summary>
    public static EksAddOn EksFileStorage { get; } = Row(nameof(EksFileStorage)).ToEksAddOn();

    /// <summary>Default rule set of Azure's web application firewall.</summary>
    public static string AzureWafRules { get; } = Row(nameof(AzureWafRules)).Version;

    /// <summary>Bot rule set of Azure's web application firewall.</summary>
    public static string AzureWafBotRules { get; } = Row(nameof(AzureWafBotRules)).Version;

    /// <summary>kube-vip, which announces the virtual address of the Kubernetes API.</summary>
    public static ContainerImage KubeVip { get; } = Row(nameof(KubeVip)).ToImage();

    /// <summary>NVIDIA's device plugin, on K3s hosts with GPUs.</summary>
    public static ContainerImage NvidiaDevicePlugin { get; } = Row(nameof(NvidiaDevicePlugin)).ToImage();

    /// <summary>Cilium. Its minor version determines <see cref="GatewayApi"/>.</summary>
    public static HelmChart Cilium { get; } = Row(nameof(Cilium)).ToChart();

    /// <summary>CSI driver for NFS, for the storage class of an NFS export.</summary>
    public static HelmChart CsiDriverNfs { get; } = Row(nameof(CsiDriverNfs)).ToChart();

    /// <summary>Gateway API's definitions, of the version that <see cref="Cilium"/> supports.</summary>
    public static Release GatewayApi { get; } = Row(nameof(GatewayApi)).ToRelease();

    /// <summary>Prometheus operator's definitions, of the app version of K8TRE's chart <c>kube-prometheus-stack</c>.</summary>
    public static Release PrometheusOperator { get; } = Row(nameof(PrometheusOperator)).ToRelease();

    /// <summary>Argo CD.</summary>
    public static HelmChart ArgoCd { get; } = Row(nameof(ArgoCd)).ToChart();

    /// <summary>Image of Argo CD, of <see cref="ArgoCd"/>'s app version. The plugin's sidecar must have the server's version.</summary>
    public static ContainerImage ArgoCdImage { get; } = Row(nameof(ArgoCdImage)).ToImage();

    /// <summary>Redis of Argo CD, of <see cref="ArgoCd"/>'s default.</summary>
    public static ContainerImage ArgoCdRedis { get; } = Row(nameof(ArgoCdRedis)).ToImage();

    /// <summary>PostgreSQL of new databases, if their images come from a mirror. Otherwise, K8TRE's CloudNativePG chooses it.</summary>
    public static ContainerImage Postgres { get; } = Row(nameof(Postgres)).ToImage();

    /// <summary>external-dns of public zones.</summary>
    public static HelmChart ExternalDns { get; } = Row(nameof(ExternalDns)).ToChart();

    /// <summary>Image of CodeBuild's build machines, <c>name:version</c>.</summary>
    public static string CodeBuildImage { get; } = $"{Row(nameof(CodeBuildImage)).Component}:{Row(nameof(CodeBuildImage)).Version}";

    /// <summary>Gets the URL of the artefacts of a version of K3s.</summary>
    /// <param name="version">The version, like <c>v1.35.8+k3s1</c>.</param>
    public static Uri K3sAt(string version) => Row(nameof(K3s)).ToRelease(version).Location;

    /// <summary>Gets the known sha256 of a file of a version of K3s. Null: no record is known.</summary>
    /// <param name="version">The version, like <c>v1.35.8+k3s1</c>.</param>
    /// <param name="file">Name of the file in the release.</param>
    public static string? K3sSha256(string version, string file) => Row(nameof(K3s)).ToRelease(version).Sha256.GetValueOrDefault(file);

    private static PinnedVersion Row(string name) => PinnedVersion.Named(name);
}
