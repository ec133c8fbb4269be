using System.Text.Json.Nodes;

namespace K8tre.Tests.Network.Reachability;

/// <summary>
/// What the policies of K8TRE and of the charts allow, in the form of Cilium's policies. Only the rules that a claim depends on are here.
/// </summary>
/// <remarks>
/// K8TRE: k8tre/k8tre@d9ff2e182c05 (apps/jupyterhub, apps/cr8tor, agnostics/default-network-policy, MIT). Projects: karectl-crates/cr8tor
/// v0.1.0-beta.2 (services/network_policy_manager.py). Charts: argo-cd 10.1.1 with the values of the platform, jupyterhub as K8TRE pins it.
/// </remarks>
internal static class UpstreamPolicies
{
    private const string OutsideProjects = """
        {"matchExpressions": [{
          "key": "io.cilium.k8s.namespace.labels.k8tre.io/resource-type", "operator": "NotIn", "values": ["project-namespace"]}]}
        """;

    private const string KubeDns =
        """{"matchLabels": {"k8s:io.kubernetes.pod.namespace": "kube-system", "k8s-app": "kube-dns"}}""";

    /// <summary>Policies of K8TRE in the cluster of an environment.</summary>
    public static IReadOnlyList<Policy> K8tre { get; } =
    [
        Clusterwide("allow-pod-to-pod-via-gateway", $$"""
            {"endpointSelector": {{OutsideProjects}},
             "egress": [{"toEntities": ["cluster"]}], "ingress": [{"fromEntities": ["cluster", "world"]}]}
            """),
        In("cr8tor", "egress-all", """{"endpointSelector": {}, "egress": [{}]}"""),
        // hub and proxy: private ranges, and 443 and 6443 anywhere.
        In("jupyterhub", "hub", """
            {"endpointSelector": {"matchExpressions": [{"key": "component", "operator": "In", "values": ["hub", "proxy"]}]},
             "egress": [{"toCIDR": ["0.0.0.0/0"]}]}
            """),
    ];

    /// <summary>Additional policies of K8TRE on AWS.</summary>
    public static IReadOnlyList<Policy> K8treOnAws { get; } =
    [
        Clusterwide("k8tre-default-network-policy", $$"""
            {"endpointSelector": {{OutsideProjects}},
             "egress": [{"toCIDR": ["10.0.0.0/16"]}, {"toFQDNs": [{"matchPattern": "**.amazonaws.com"}]}, {"toEntities": ["cluster"]}],
             "ingress": [{"fromEntities": ["cluster"]}]}
            """),
        Clusterwide("allow-all-selected-namespaces", """
            {"endpointSelector": {"matchLabels": {"k8s:io.kubernetes.pod.namespace": "kube-system"}},
             "ingress": [{"fromEntities": ["all"]}], "egress": [{"toEntities": ["all"]}]}
            """),
    ];

    /// <summary>Policy that cr8tor creates in the namespace of a project, after the namespace.</summary>
    public static Policy Project(string @namespace)
    {
        string[] open = [@namespace, "jupyterhub", "backend", "cr8tor", "keycloak"];
        var peers = string.Join(", ", open.Select(name => $$$"""{"matchLabels": {"k8s:io.kubernetes.pod.namespace": "{{{name}}}"}}"""));
        return In(@namespace, "project-isolation", $$"""
            {"endpointSelector": {},
             "egress": [{"toEndpoints": [{{peers}}]}, {"toEndpoints": [{{KubeDns}}], "toPorts": [{"ports": [{"port": "53"}]}]},
                        {"toEntities": ["world"]}],
             "ingress": [{"fromEndpoints": [{{peers}}]}]}
            """);
    }

    /// <summary>Policies of Argo CD's chart. Its default-deny is one of ingress.</summary>
    public static IReadOnlyList<Policy> ArgoCd { get; } =
    [
        In("argocd", "argocd-default-deny", """{"endpointSelector": {}, "enableDefaultDeny": {"ingress": true, "egress": false}}"""),
        In("argocd", "argocd-server", """
            {"endpointSelector": {"matchLabels": {"app.kubernetes.io/name": "argocd-server"}}, "ingress": [{}]}
            """),
        In("argocd", "argocd-repo-server", """
            {"endpointSelector": {"matchLabels": {"app.kubernetes.io/name": "argocd-repo-server"}},
             "ingress": [{"fromEndpoints": [{"matchExpressions": [{"key": "app.kubernetes.io/name", "operator": "In",
               "values": ["argocd-server", "argocd-application-controller"]}]}], "toPorts": [{"ports": [{"port": "8081"}]}]}]}
            """),
    ];

    private static Policy Clusterwide(string name, string spec) => new(name, null, JsonNode.Parse(spec)!.AsObject());

    private static Policy In(string @namespace, string name, string spec) => new(name, @namespace, JsonNode.Parse(spec)!.AsObject());
}
