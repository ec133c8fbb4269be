namespace K8tre.Components.Network;

/// <summary>
/// What a cluster's own services may reach, stated before K8TRE's clusterwide default-deny arrives: from then on every pod outside
/// a project's namespace reaches only the cluster itself.
/// </summary>
/// <remarks>
/// The default-deny: <c>allow-pod-to-pod-via-gateway</c>, https://github.com/k8tre/k8tre/tree/main/apps/jupyterhub. It allows <c>cluster</c>: pods,
/// and the nodes' own addresses. Argo CD's policies come with Argo CD. What else K8TRE installs needs none on K3s: docs/guides/gitops.md says why.
/// </remarks>
public sealed class BaselinePolicies : ComponentResource
{
    /// <summary>Applies the policies to the cluster of the inherited provider, once <paramref name="cilium"/> serves their definitions.</summary>
    public BaselinePolicies(string name, Cilium cilium, ComponentResourceOptions? options = null)
        : base("k8tre:network:BaselinePolicies", name, options)
    {
        // Cilium's operator registers the policies' definitions when it starts: no output of the chart says so.
        var afterCilium = new CustomResourceOptions { Parent = this, DependsOn = { cilium.Release } };

        Policies =
        [
            CiliumPolicy.In(
                "kube-system", $"{name}-dns-upstream",
                "CoreDNS asks the site's resolvers for names outside the cluster; without it nothing outside resolves.",
                Labels(("k8s-app", "kube-dns")),
                [ToEntities(["world"], "53/UDP", "53/TCP")],
                afterCilium),
            // Git makes the namespace, later: https://github.com/k8tre/k8tre/blob/d9ff2e1/agnostics/kare-dns/k3s/base/values.yaml
            CiliumPolicy.Clusterwide(
                $"{name}-kare-dns-upstream",
                "K8TRE's own DNS asks the site's resolvers for names outside the TRE; without it whoever uses it finds nothing else.",
                Labels(("io.kubernetes.pod.namespace", "kare-dns"), ("app.kubernetes.io/name", "coredns")),
                [ToEntities(["world"], "53/UDP", "53/TCP")],
                afterCilium),
            CiliumPolicy.Clusterwide(
                $"{name}-api-server",
                "Controllers watch the API server, which is no pod of the cluster; without it they stop.",
                NotInProjects(),
                // K3s's port, and a cloud's. Its nodes have others, those of etcd and SSH among them.
                [ToEntities(["kube-apiserver"], "6443/TCP", "443/TCP")],
                afterCilium),
            CiliumPolicy.In(
                "kube-system", $"{name}-kubelets",
                "metrics-server reads the kubelets on the nodes' own addresses; without it autoscaling and kubectl top stop.",
                Labels(("k8s-app", "metrics-server")),
                [ToEntities(["host", "remote-node"], "10250/TCP")],
                afterCilium),
        ];

        RegisterOutputs();
    }

    internal IReadOnlyList<Pulumi.CustomResource> Policies { get; }

    private static InputMap<object> Labels(params (string Key, string Value)[] labels)
    {
        var map = new InputMap<object>();
        foreach (var (key, value) in labels)
            map.Add(key, value);
        return new() { ["matchLabels"] = map };
    }

    // A project's namespace keeps its researchers' pods away from the API server: they are left out on purpose.
    private static InputMap<object> NotInProjects() => new()
    {
        ["matchExpressions"] = new[]
        {
            new InputMap<object>
            {
                ["key"] = "io.cilium.k8s.namespace.labels.k8tre.io/resource-type",
                ["operator"] = "NotIn",
                ["values"] = new[] { "project-namespace" },
            },
        },
    };

    private static InputMap<object> ToEntities(string[] entities, params string[] ports) =>
        ports.Length == 0
            ? new() { ["toEntities"] = entities }
            : new() { ["toEntities"] = entities, ["toPorts"] = new[] { CiliumPolicy.Ports(ports) } };
}
