using K8tre.Components.Clusters;
using K8tre.Components.OnPrem;

namespace K8tre.Tests.OnPrem;

public sealed class K8trePodSecurityTests
{
    // Strictest level with which all pods of a namespace on K3s start, from all manifests of https://github.com/k8tre/k8tre/tree/d9ff2e1,
    // and the environments that have the namespace.
    private static readonly (string Namespace, PodSecurityLevel Level, string Environments)[] Needed =
    [
        ("ad", PodSecurityLevel.Privileged, "dev stg prd"),
        ("backend", PodSecurityLevel.Baseline, "dev stg prd"),
        ("cert-manager", PodSecurityLevel.Restricted, "dev stg prd"),
        ("cnpg-system", PodSecurityLevel.Restricted, "dev stg prd"),
        ("cr8tor", PodSecurityLevel.Baseline, "dev stg prd"),
        ("external-secrets", PodSecurityLevel.Restricted, "dev stg prd"),
        ("externaldns", PodSecurityLevel.Restricted, "dev stg prd"),
        ("gateway", PodSecurityLevel.Baseline, "dev stg prd"),
        ("gitea", PodSecurityLevel.Baseline, "dev stg prd"),
        ("ingress-nginx", PodSecurityLevel.Restricted, "dev stg prd"),
        ("jupyterhub", PodSecurityLevel.Baseline, "dev stg prd"),
        ("kare-dns", PodSecurityLevel.Baseline, "dev stg prd"),
        ("keycloak", PodSecurityLevel.Baseline, "dev stg prd"),
        ("kube-system", PodSecurityLevel.Privileged, "dev stg prd"),
        ("metallb-system", PodSecurityLevel.Privileged, "dev stg prd"),
        ("object-storage", PodSecurityLevel.Privileged, "dev stg prd"),
        ("observability", PodSecurityLevel.Privileged, "prd"),
        ("storage-system", PodSecurityLevel.Privileged, "dev stg prd"),
    ];

    [Theory, InlineData(TreEnvironment.Dev), InlineData(TreEnvironment.Stg), InlineData(TreEnvironment.Prd)]
    public void Namespaces_whose_pods_need_the_host_are_exempt_and_no_others(TreEnvironment environment) => Assert.Equal(
        Needed.Where(row => row.Level == PodSecurityLevel.Privileged)
            .Where(row => row.Environments.Split(' ').Contains(environment.Label()))
            .Select(row => row.Namespace),
        K8trePodSecurity.Privileged(environment).Order(StringComparer.Ordinal));

    [Fact]
    public void Seven_more_namespaces_do_not_comply_with_the_restricted_level() => Assert.Equal(
        Needed.Where(row => row.Level == PodSecurityLevel.Baseline).Select(row => row.Namespace),
        K8trePodSecurity.Baseline.Order(StringComparer.Ordinal));
}
