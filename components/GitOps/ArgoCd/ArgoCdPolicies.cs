using K8tre.Components.Network;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Network policies of Argo CD. They close its namespace, and open what its parts need.</summary>
/// <param name="name">Prefix of the policies' names.</param>
/// <param name="home">Namespace of Argo CD.</param>
/// <param name="inside">Options of the policies.</param>
internal sealed class ArgoCdPolicies(string name, Input<string> home, CustomResourceOptions inside)
{
    private const string PartKey = "app.kubernetes.io/name";

    private const string Controller = "argocd-application-controller", Server = "argocd-server", RepoServer = "argocd-repo-server";

    /// <summary>Creates the policies.</summary>
    /// <param name="args">Inputs of Argo CD.</param>
    /// <param name="network">Its access to Git, charts and the identity provider.</param>
    /// <returns>The policies, which exist before its pods.</returns>
    public IReadOnlyList<CiliumPolicy> Create(ArgoCdArgs args, ArgoCdNetwork network)
    {
        var policies = new List<CiliumPolicy>
        {
            CreateClosed(),
            CreateToWorld(
                "egress", RepoServer, "The repo-server fetches Git repositories and Helm charts; without it nothing is rendered.",
                network.FetchPorts(args.RepositoryUrl)),
        };
        if (args.Sso is { } sso)
        {
            policies.Add(CreateToWorld(
                "sign-in", Server, "The API server of Argo CD connects to the identity provider; without it nobody can sign in.",
                network.SignInPorts(sso.Issuer)));
        }
        if (args.Host is not null)
            policies.Add(CreateFromGateway());
        if (args.OtherClusters.Count > 0)
            policies.Add(CreateToClusters(args));
        return policies;
    }

    // The chart's own default-deny denies Redis its own clients, and its policies of the repo-server and of metrics allow every namespace.
    private CiliumPolicy CreateClosed() => new($"{name}-closed", new()
    {
        Namespace = home,
        Reason = "Only Argo CD's own pods and the gateway reach it, and it does not reach the kubelets; without it every pod reaches its "
            + "Redis and its repo-server, which ask for no sign-in.",
        Selector = CiliumSelector.All,
        DefaultDeny = DefaultDeny.Ingress,
        Ingress = [CiliumRule.FromPods(CiliumSelector.All)],
        IngressDeny = [CiliumRule.FromPods(CiliumSelector.NotIn(ArgoCd.NamespaceName)), CiliumRule.FromEntities(["world", "remote-node"])],
        EgressDeny = [CiliumRule.ToEntities(["host", "remote-node"], "10250/TCP")],
    }, inside);

    // The gateway ends TLS. Its identity is Cilium's own, on whichever node its proxy runs.
    private CiliumPolicy CreateFromGateway() => new($"{name}-gateway", new()
    {
        Namespace = home,
        Reason = "The gateway routes users to the API server of Argo CD; without it they do not reach the web interface.",
        Selector = CiliumSelector.PodsWith((PartKey, Server)),
        Ingress = [CiliumRule.FromEntities(["ingress"], "8080/TCP")],
    }, inside);

    private CiliumPolicy CreateToWorld(string role, string part, string reason, string[] ports) => new($"{name}-{role}", new()
    {
        Namespace = home,
        Reason = reason,
        Selector = CiliumSelector.PodsWith((PartKey, part)),
        Egress = [CiliumRule.ToEntities(["world"], ports)],
    }, inside);

    // The controller installs and watches. The server shows logs. No other part connects to other clusters.
    private CiliumPolicy CreateToClusters(ArgoCdArgs args)
    {
        var byPort = args.OtherClusters.ToLookup(cluster => $"{cluster.Port}/TCP");
        InputMap<object>[] byName =
        [
            .. byPort.Select(port => (port.Key, Names: port.SelectMany(cluster => cluster.Names).Distinct().ToArray()))
                .Where(port => port.Names.Length > 0)
                .Select(port => CiliumRule.ToNames(port.Names, port.Key)),
            .. args.SignInHost is { } host ? new[] { CiliumRule.ToNames([host], "443/TCP") } : [],
        ];
        return new($"{name}-clusters", new()
        {
            Namespace = home,
            Reason = "Argo CD connects to the API servers of other clusters; without it their state is unknown and nothing is installed.",
            Selector = CiliumSelector.PodsOf(ArgoCd.NamespaceName, PartKey, Controller, Server),
            Egress =
            [
                .. byPort.Select(port => (port.Key, Ranges: port.SelectMany(cluster => cluster.Ranges).Distinct().ToArray()))
                    .Where(port => port.Ranges.Length > 0)
                    .Select(port => CiliumRule.ToRanges(port.Ranges, port.Key)),
                .. byName,
                .. byName.Length > 0 ? new[] { CiliumRule.Lookups() } : [],
            ],
        }, inside);
    }
}
