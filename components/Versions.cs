namespace K8tre.Components;

/// <summary>A Helm chart at one version.</summary>
/// <param name="Repository">URL of the chart repository.</param>
/// <param name="Name">Name of the chart in that repository.</param>
/// <param name="Version">Exact chart version, SemVer.</param>
public sealed record HelmChart(string Repository, string Name, string Version)
{
    /// <summary>Path of its archive, which is read instead of the repository. Default: none.</summary>
    public string? File { get; init; }
}

/// <summary>A container image at one tag.</summary>
/// <param name="Repository">Registry and repository, without a tag.</param>
/// <param name="Tag">Exact tag.</param>
public sealed record ContainerImage(string Repository, string Tag)
{
    /// <summary>The reference a pod names: <c>repository:tag</c>.</summary>
    public override string ToString() => $"{Repository}:{Tag}";
}

/// <summary>A program that EKS installs and keeps running in a cluster.</summary>
/// <param name="Name">Name by which EKS knows it.</param>
/// <param name="Version">Exact version, and its build.</param>
public sealed record EksAddOn(string Name, string Version);

/// <summary>A release of a project that publishes its artefacts under one address.</summary>
/// <param name="Location">URL below which the artefacts of this version lie.</param>
/// <param name="Version">Exact version, as the project spells it.</param>
public sealed record Release(Uri Location, string Version);

/// <summary>Everything that is pinned and is not a NuGet package. A bump is one line; a test refuses a row that is not exact.</summary>
public static class Versions
{
    /// <summary>K3s. Releases: https://github.com/k3s-io/k3s/releases</summary>
    public static Release K3s { get; } = GitHub("k3s-io/k3s", "v1.35.4+k3s1");

    /// <summary>Kubernetes of AKS, its minor version only: AKS chooses the patch. Releases: https://learn.microsoft.com/azure/aks/supported-kubernetes-versions</summary>
    public const string AksKubernetes = "1.36";

    /// <summary>The first Kubernetes minor in which admission policies that mutate are stable, which <see cref="Azure.Workloads.KubeProxyRemoval"/> needs: https://www.kubernetes.dev/resources/keps/3962/</summary>
    public const string AksOldestKubernetes = "1.36";

    /// <summary>Kubernetes of EKS, its minor version only: EKS chooses the patch. Releases: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html</summary>
    public const string EksKubernetes = "1.35";

    /// <summary>What hands identities to pods on EKS. Releases: https://github.com/aws/eks-pod-identity-agent/releases. EKS takes one minor version at a time.</summary>
    public static EksAddOn EksPodIdentity { get; } = new("eks-pod-identity-agent", "v1.3.10-eksbuild.3");

    /// <summary>DNS of EKS clusters, of <see cref="EksKubernetes"/>. Releases: https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html</summary>
    public static EksAddOn EksCoreDns { get; } = new("coredns", "v1.14.3-eksbuild.22");

    /// <summary>Driver of EBS. From 1.58.0 on it tags volumes with their cluster, which its rights ask for. Releases: https://github.com/kubernetes-sigs/aws-ebs-csi-driver/releases</summary>
    public static EksAddOn EksBlockStorage { get; } = new("aws-ebs-csi-driver", "v1.66.0-eksbuild.1");

    /// <summary>Driver of EFS. Releases: https://github.com/kubernetes-sigs/aws-efs-csi-driver/releases</summary>
    public static EksAddOn EksFileStorage { get; } = new("aws-efs-csi-driver", "v3.4.2-eksbuild.1");

    /// <summary>Rules of Azure's web application firewall. Releases: https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-crs-rulegroups-rules</summary>
    public const string AzureWafRules = "2.2";

    /// <summary>Its rules about bots, on the same page.</summary>
    public const string AzureWafBotRules = "1.1";

    /// <summary>kube-vip, which holds the API's virtual address. Releases: https://github.com/kube-vip/kube-vip/releases</summary>
    public static ContainerImage KubeVip { get; } = new("ghcr.io/kube-vip/kube-vip", "v1.1.2");

    /// <summary>Cilium. Releases: https://github.com/cilium/cilium/releases. Its minor decides <see cref="GatewayApi"/>.</summary>
    public static HelmChart Cilium { get; } = new("https://helm.cilium.io/", "cilium", "1.19.7");

    /// <summary>
    /// Gateway API CRDs that Cilium 1.19 is built against: with those of 1.5 its operator crashes.
    /// Releases: https://github.com/kubernetes-sigs/gateway-api/releases
    /// </summary>
    public static Release GatewayApi { get; } = GitHub("kubernetes-sigs/gateway-api", "v1.4.1");

    /// <summary>Argo CD. Releases: https://github.com/argoproj/argo-helm/releases</summary>
    public static HelmChart ArgoCd { get; } = new("https://argoproj.github.io/argo-helm", "argo-cd", "10.1.1");

    /// <summary>The Argo CD image of <see cref="ArgoCd"/>'s app version: the plugin's sidecar must be the server's own version.</summary>
    public static ContainerImage ArgoCdImage { get; } = new("quay.io/argoproj/argocd", "v3.4.4");

    /// <summary>external-dns for public zones. Releases: https://github.com/kubernetes-sigs/external-dns/releases</summary>
    public static HelmChart ExternalDns { get; } = new("https://kubernetes-sigs.github.io/external-dns/", "external-dns", "1.21.1");

    /// <summary>Image of machines for builds on AWS. Releases: https://docs.aws.amazon.com/codebuild/latest/userguide/available-runtimes.html</summary>
    public const string CodeBuildImage = "aws/codebuild/amazonlinux-x86_64-standard:5.0";

    /// <summary>Where the artefacts of another version of K3s lie.</summary>
    public static Uri K3sAt(string version) => GitHub("k3s-io/k3s", version).Location;

    private static Release GitHub(string repository, string version) =>
        new(new Uri($"https://github.com/{repository}/releases/download/{Uri.EscapeDataString(version)}/"), version);
}
