using K8tre.Components.Clusters;

namespace K8tre.Components.OnPrem;

/// <summary>Namespaces of K8TRE on K3s by the level of the Pod Security Standards that their pods need.</summary>
/// <remarks>
/// From all manifests of https://github.com/k8tre/k8tre/tree/d9ff2e1. Argo CD creates the namespaces without a level of their own.
/// Namespaces that are in neither list comply with <see cref="PodSecurityLevel.Restricted"/>.
/// </remarks>
public static class K8trePodSecurity
{
    // Longhorn in storage-system and SeaweedFS in object-storage mount folders of the host, Samba in ad adds SYS_ADMIN, and MetalLB and
    // K8TRE's DNS jobs in kube-system use the host's network.
    private static readonly string[] Always = ["kube-system", "metallb-system", "storage-system", "object-storage", "ad"];

    // Prometheus's node exporter uses the host's network and processes.
    private static readonly string[] Production = ["observability"];

    /// <summary>Namespaces whose pods need <see cref="PodSecurityLevel.Baseline"/>, besides those of projects.</summary>
    public static IReadOnlyList<string> Baseline { get; } =
        ["backend", "cr8tor", "gateway", "gitea", "jupyterhub", "kare-dns", "keycloak"];

    /// <summary>Returns the namespaces of an environment whose pods need <see cref="PodSecurityLevel.Privileged"/>.</summary>
    public static IReadOnlyList<string> Privileged(TreEnvironment environment) =>
        environment == TreEnvironment.Prd ? [.. Always, .. Production] : Always;
}
