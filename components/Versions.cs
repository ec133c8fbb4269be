namespace K8tre.Components;

/// <summary>Pinned versions of everything that is not a NuGet package. A test refuses a version that is not exact.</summary>
public static class Versions
{
    /// <summary>K3s. Releases: https://github.com/k3s-io/k3s/releases</summary>
    public static Release K3s { get; } = GitHub("k3s-io/k3s", "v1.35.4+k3s1");

    /// <summary>Minor version of Kubernetes on AKS, which chooses the patch.</summary>
    /// <remarks>Releases: https://learn.microsoft.com/azure/aks/supported-kubernetes-versions</remarks>
    public const string AksKubernetes = "1.36";

    /// <summary>
    /// Oldest minor version of Kubernetes with stable mutating admission policies, which
    /// <see cref="Azure.Workloads.KubeProxyRemoval"/> needs.
    /// </summary>
    /// <remarks>https://www.kubernetes.dev/resources/keps/3962/</remarks>
    public const string AksOldestKubernetes = "1.36";

    /// <summary>Minor version of Kubernetes on EKS, which chooses the patch.</summary>
    /// <remarks>Releases: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html</remarks>
    public const string EksKubernetes = "1.35";

    /// <summary>Agent of EKS Pod Identity. EKS updates it by one minor version at a time.</summary>
    /// <remarks>Releases: https://github.com/aws/eks-pod-identity-agent/releases</remarks>
    public static EksAddOn EksPodIdentity { get; } = new("eks-pod-identity-agent", "v1.3.10-eksbuild.3");

    /// <summary>CoreDNS on EKS, of the version for <see cref="EksKubernetes"/>.</summary>
    /// <remarks>Releases: https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html</remarks>
    public static EksAddOn EksCoreDns { get; } = new("coredns", "v1.14.3-eksbuild.22");

    /// <summary>CSI driver of EBS. Since 1.58.0 it tags volumes with their cluster, as its IAM policy requires.</summary>
    /// <remarks>Releases: https://github.com/kubernetes-sigs/aws-ebs-csi-driver/releases</remarks>
    public static EksAddOn EksBlockStorage { get; } = new("aws-ebs-csi-driver", "v1.66.0-eksbuild.1");

    /// <summary>CSI driver of EFS.</summary>
    /// <remarks>Releases: https://github.com/kubernetes-sigs/aws-efs-csi-driver/releases</remarks>
    public static EksAddOn EksFileStorage { get; } = new("aws-efs-csi-driver", "v3.4.2-eksbuild.1");

    /// <summary>Default rule set of Azure's web application firewall.</summary>
    /// <remarks>Releases: https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-crs-rulegroups-rules</remarks>
    public const string AzureWafRules = "2.2";

    /// <summary>Bot rule set of Azure's web application firewall, with the same page of releases as <see cref="AzureWafRules"/>.</summary>
    public const string AzureWafBotRules = "1.1";

    /// <summary>kube-vip, which announces the virtual address of the Kubernetes API.</summary>
    /// <remarks>Releases: https://github.com/kube-vip/kube-vip/releases</remarks>
    public static ContainerImage KubeVip { get; } = new("ghcr.io/kube-vip/kube-vip", "v1.1.2")
    {
        Digest = "sha256:840305b94ef2a89abb3b7fd2b09edfbde690d90052020da4dff90679fe892da2",
    };

    /// <summary>NVIDIA's device plugin, on K3s hosts with GPUs.</summary>
    /// <remarks>Releases: https://github.com/NVIDIA/k8s-device-plugin/releases</remarks>
    public static ContainerImage NvidiaDevicePlugin { get; } = new("nvcr.io/nvidia/k8s-device-plugin", "v0.18.2")
    {
        Digest = "sha256:b5788e29e7ae5272de8de863ebe386d6611e608421a6ecc5b4e7d5952aba637f",
    };

    /// <summary>Cilium. Its minor version determines <see cref="GatewayApi"/>.</summary>
    /// <remarks>Releases: https://github.com/cilium/cilium/releases</remarks>
    public static HelmChart Cilium { get; } = new("https://helm.cilium.io/", "cilium", "1.19.7");

    /// <summary>CSI driver for NFS, for the storage class of an NFS export.</summary>
    /// <remarks>Releases: https://github.com/kubernetes-csi/csi-driver-nfs/releases</remarks>
    public static HelmChart CsiDriverNfs { get; } =
        new("https://raw.githubusercontent.com/kubernetes-csi/csi-driver-nfs/master/charts", "csi-driver-nfs", "4.13.4");

    /// <summary>Gateway API's definitions, of the version that Cilium 1.19 supports. Its operator crashes with 1.5.</summary>
    /// <remarks>Releases: https://github.com/kubernetes-sigs/gateway-api/releases</remarks>
    public static Release GatewayApi { get; } = GitHub("kubernetes-sigs/gateway-api", "v1.4.1");

    /// <summary>Prometheus operator's definitions, of the app version of K8TRE's chart <c>kube-prometheus-stack</c>.</summary>
    /// <remarks>Releases: https://github.com/prometheus-operator/prometheus-operator/releases</remarks>
    public static Release PrometheusOperator { get; } = GitHub("prometheus-operator/prometheus-operator", "v0.87.1");

    /// <summary>Argo CD. Releases: https://github.com/argoproj/argo-helm/releases</summary>
    public static HelmChart ArgoCd { get; } = new("https://argoproj.github.io/argo-helm", "argo-cd", "10.1.1");

    /// <summary>Image of Argo CD, of <see cref="ArgoCd"/>'s app version. The plugin's sidecar must have the server's version.</summary>
    public static ContainerImage ArgoCdImage { get; } = new("quay.io/argoproj/argocd", "v3.4.4")
    {
        Digest = "sha256:2fb3efa9eaa42382acb39c9a1485eaac7a1ad7a09e8aa7da7143ca256fa6da09",
    };

    /// <summary>Redis of Argo CD, of <see cref="ArgoCd"/>'s default. Releases: https://hub.docker.com/_/redis/tags</summary>
    public static ContainerImage ArgoCdRedis { get; } = new("ecr-public.aws.com/docker/library/redis", "8.2.3-alpine")
    {
        Digest = "sha256:08ad0b1d280850169a790dba1393ff7a90aef951fc19632cf4d3ce4f78e679ba",
    };

    /// <summary>PostgreSQL of new databases, if their images come from a mirror. Otherwise, K8TRE's CloudNativePG chooses it.</summary>
    /// <remarks>Releases: https://cloudnative-pg.io/docs/1.28/release_notes/v1.27</remarks>
    public static ContainerImage Postgres { get; } = new("ghcr.io/cloudnative-pg/postgresql", "18.1-system-trixie");

    /// <summary>external-dns of public zones. Releases: https://github.com/kubernetes-sigs/external-dns/releases</summary>
    public static HelmChart ExternalDns { get; } = new("https://kubernetes-sigs.github.io/external-dns/", "external-dns", "1.21.1");

    /// <summary>Image of CodeBuild's build machines.</summary>
    /// <remarks>Releases: https://docs.aws.amazon.com/codebuild/latest/userguide/available-runtimes.html</remarks>
    public const string CodeBuildImage = "aws/codebuild/amazonlinux-x86_64-standard:5.0";

    /// <summary>Gets the URL of the artefacts of a version of K3s.</summary>
    /// <param name="version">The version, like <c>v1.35.4+k3s1</c>.</param>
    public static Uri K3sAt(string version) => GitHub("k3s-io/k3s", version).Location;

    private static Release GitHub(string repository, string version) =>
        new(new Uri($"https://github.com/{repository}/releases/download/{Uri.EscapeDataString(version)}/"), version);
}
