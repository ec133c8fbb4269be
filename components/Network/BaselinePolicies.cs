using K8tre.Components.Clusters;

namespace K8tre.Components.Network;

/// <summary>Inputs of <see cref="BaselinePolicies"/>.</summary>
public sealed record BaselinePoliciesArgs
{
    /// <summary>The cluster.</summary>
    public required ICluster Cluster { get; init; }

    /// <summary>
    /// DNS names outside the cluster that pods may resolve. A label may be <c>*</c>. Null: every name; the vendor's DNS firewall decides.
    /// </summary>
    public required IReadOnlyList<string>? ResolvableNames { get; init; }

    /// <summary>Resources that must exist first: Cilium, which serves the policies' definitions, and nodes for its operator.</summary>
    public required IReadOnlyList<Resource> DependsOn { get; init; }
}

/// <summary>
/// Network policies of a cluster's own services. They exist before K8TRE's clusterwide default-deny policy, after which pods outside
/// a project's namespace reach only destinations in the cluster.
/// </summary>
/// <remarks>
/// The default-deny policy is <c>allow-pod-to-pod-via-gateway</c>, https://github.com/k8tre/k8tre/tree/main/apps/jupyterhub. It allows
/// <c>cluster</c>: pods, and the nodes' own addresses. Argo CD's policies come with Argo CD. No other part of K8TRE needs a policy on K3s;
/// docs/guides/gitops.md explains why.
/// </remarks>
public sealed class BaselinePolicies : ComponentResource
{
    /// <summary>Creates the policies in the cluster.</summary>
    public BaselinePolicies(string name, BaselinePoliciesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:network:BaselinePolicies", name, options)
    {
        // Cilium's operator registers the policies' definitions when it starts. No output of the chart shows it.
        var inside = new CustomResourceOptions { Parent = this, Provider = args.Cluster.Kubernetes, DependsOn = [.. args.DependsOn] };

        _ = new CiliumPolicy($"{name}-dns-upstream", new()
        {
            Namespace = "kube-system",
            Reason = "CoreDNS asks the organisation's resolvers for names outside the cluster; without it no such name resolves.",
            Selector = CiliumSelector.PodsWith(("k8s-app", "kube-dns")),
            Egress = [CiliumRule.ToResolvers(args.ResolvableNames)],
        }, inside);
        // Argo CD creates the namespace later: https://github.com/k8tre/k8tre/blob/d9ff2e1/agnostics/kare-dns/k3s/base/values.yaml
        _ = new CiliumPolicy($"{name}-kare-dns-upstream", new()
        {
            Reason = "K8TRE's DNS server asks the organisation's resolvers for names outside the TRE; without it no such name resolves.",
            Selector = CiliumSelector.PodsWith(("io.kubernetes.pod.namespace", "kare-dns"), ("app.kubernetes.io/name", "coredns")),
            Egress = [CiliumRule.ToResolvers(args.ResolvableNames)],
        }, inside);
        _ = new CiliumPolicy($"{name}-api-server", new()
        {
            Reason = "Controllers watch the API server, which is not a pod of the cluster; without it controllers stop working.",
            Selector = CiliumSelector.OutsideProjects,
            // The API server's port on K3s and on a cloud. Other ports of its nodes, such as those of etcd and SSH, stay closed.
            Egress = [CiliumRule.ToEntities(["kube-apiserver"], "6443/TCP", "443/TCP")],
        }, inside);
        _ = new CiliumPolicy($"{name}-kubelets", new()
        {
            Namespace = "kube-system",
            Reason = "metrics-server reads metrics from the kubelets on the nodes; without it autoscaling and kubectl top do not work.",
            Selector = CiliumSelector.PodsWith(("k8s-app", "metrics-server")),
            Egress = [CiliumRule.ToEntities(["host", "remote-node"], "10250/TCP")],
        }, inside);

        RegisterOutputs();
    }
}
