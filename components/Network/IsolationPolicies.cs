using System.Net;
using K8tre.Components.Clusters;

namespace K8tre.Components.Network;

/// <summary>Inputs of <see cref="IsolationPolicies"/>.</summary>
public sealed record IsolationPoliciesArgs
{
    /// <summary>The cluster.</summary>
    public required ICluster Cluster { get; init; }

    /// <summary>Indicates that K8TRE is installed in the cluster, with projects of researchers.</summary>
    public required bool IsTarget { get; init; }

    /// <summary>
    /// Address ranges of the cluster's API server. Empty: it runs on nodes of the cluster. JupyterHub reaches it, and nothing else outside
    /// the cluster.
    /// </summary>
    public required IReadOnlyList<IPNetwork> ApiServerRanges { get; init; }

    /// <summary>Ranges of the platform's other clusters, which no pod reaches, whatever an edge opens. Default: none.</summary>
    public IReadOnlyList<IPNetwork> OtherClusters { get; init; } = [];

    /// <summary>Declared connections to and from addresses outside the cluster. Default: none.</summary>
    public IReadOnlyList<Edge> Edges { get; init; } = [];

    /// <summary>Resources that must exist first: the policies that allow the traffic of the cluster's own services.</summary>
    public required IReadOnlyList<Resource> DependsOn { get; init; }
}

/// <summary>
/// Network policies that deny: pods of projects reach only what K8TRE provides in the cluster, and other pods reach nothing outside the
/// cluster without a policy. They override what K8TRE's own policies allow.
/// </summary>
/// <remarks>
/// K8TRE's policies: https://github.com/k8tre/k8tre/tree/d9ff2e1/apps/jupyterhub (<c>allow-pod-to-pod-via-gateway</c>) and
/// <c>project-isolation</c>, which cr8tor creates: https://github.com/karectl-crates/cr8tor/tree/v0.1.0-beta.2.
/// docs/reference/reachability.md lists what follows.
/// </remarks>
public sealed class IsolationPolicies : ComponentResource
{
    // Instance metadata of Azure and AWS, and the platform address of Azure:
    // https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
    private static readonly IPNetwork[] Metadata = [IPNetwork.Parse("169.254.169.254/32"), IPNetwork.Parse("168.63.129.16/32")];

    /// <summary>Creates the policies in the cluster.</summary>
    public IsolationPolicies(string name, IsolationPoliciesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:network:IsolationPolicies", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this, Provider = args.Cluster.Kubernetes, DependsOn = [.. args.DependsOn] };
        var edges = new EdgePolicies(args.Edges);

        CreateForEveryCluster(name, inside);
        if (args.OtherClusters.Count > 0)
        {
            _ = new CiliumPolicy($"{name}-other-clusters", new()
            {
                Reason = "No pod reaches the networks of other clusters; without it a policy of K8TRE or an edge opens them.",
                Selector = CiliumSelector.Pods,
                EgressDeny = [CiliumRule.ToRanges(args.OtherClusters)],
            }, inside);
        }
        if (args.IsTarget)
        {
            CreateForProjects(name, edges, inside);
            CreateForJupyterHub(name, args, edges, inside);
        }
        edges.Create(name, inside);

        RegisterOutputs();
    }

    private static void CreateForEveryCluster(string name, CustomResourceOptions inside)
    {
        _ = new CiliumPolicy($"{name}-cluster-only", new()
        {
            Reason = "Pods outside projects reach the cluster; without it they reach the internet until K8TRE's policies exist.",
            Selector = CiliumSelector.OutsideProjects,
            DefaultDeny = DefaultDeny.Egress,
            Egress = [CiliumRule.ToEntities(["cluster"])],
        }, inside);
        _ = new CiliumPolicy($"{name}-metadata", new()
        {
            Reason = "Only agents of the vendor get the identity of their node; without it every pod asks the metadata service for it.",
            Selector = CiliumSelector.NotIn("kube-system", "dataprotection-microsoft"),
            EgressDeny = [CiliumRule.ToRanges(Metadata)],
        }, inside);
        _ = new CiliumPolicy($"{name}-hubble-relay", new()
        {
            Namespace = "kube-system",
            Reason = "Only pods of kube-system read the log of connections; without it every pod reads it, because it asks for no sign-in.",
            Selector = CiliumSelector.PodsWith(("k8s-app", "hubble-relay")),
            IngressDeny = [CiliumRule.FromPods(CiliumSelector.NotIn("kube-system")), CiliumRule.FromEntities(["world"])],
        }, inside);
    }

    // cr8tor allows projects the whole world, and opens a namespace only after it exists.
    private static void CreateForProjects(string name, EdgePolicies edges, CustomResourceOptions inside)
    {
        var (outbound, inbound) = (edges.Ranges(null, EdgeDirection.Egress), edges.Ranges(null, EdgeDirection.Ingress));
        _ = new CiliumPolicy($"{name}-projects", new()
        {
            Reason = "Pods of researchers reach only the services of K8TRE; without it data leave the cluster.",
            Selector = CiliumSelector.Projects,
            DefaultDeny = DefaultDeny.Ingress | DefaultDeny.Egress,
            IngressDeny = [inbound.Count == 0 ? CiliumRule.FromEntities(["world"]) : CiliumRule.FromAllExcept(inbound)],
            EgressDeny =
            [
                CiliumRule.ToEntities(["host", "remote-node", "kube-apiserver"]),
                outbound.Count == 0 ? CiliumRule.ToEntities(["world"]) : CiliumRule.ToAllExcept(outbound),
                .. edges.OtherPortsOfProjects(),
                // Databases and administration of services whose web interfaces are open to projects.
                CiliumRule.ToPods(CiliumSelector.In("jupyterhub", "keycloak"), "4822/TCP", "5432/TCP", "8001/TCP", "9000/TCP"),
            ],
        }, inside);
    }

    // The chart's policies allow the hub and its proxy every address. A deny of the world would include an API server outside the cluster.
    private static void CreateForJupyterHub(
        string name, IsolationPoliciesArgs args, EdgePolicies edges, CustomResourceOptions inside) =>
        _ = new CiliumPolicy($"{name}-jupyterhub", new()
        {
            Reason = "JupyterHub, which holds Secrets of all projects, stays in the cluster; without it the hub reaches every address.",
            Selector = CiliumSelector.PodsOf("jupyterhub", "component", "hub", "proxy"),
            EgressDeny = [CiliumRule.ToAllExcept([.. args.ApiServerRanges, .. edges.Ranges("jupyterhub", EdgeDirection.Egress)])],
        }, inside);
}
