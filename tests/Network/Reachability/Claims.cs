namespace K8tre.Tests.Network.Reachability;

/// <summary>The claims of the documentation about reachability.</summary>
internal static class Claims
{
    private const string Targets = "K Z A", Everywhere = "K Z A Mz Ma", WithArgoCd = "K Mz Ma", None = "";

    private static readonly Peer Notebook = Peer.Pod("researcher's pod", "project-a", ("component", "singleuser-server"));
    private static readonly Peer Other = Peer.Pod("pod of another project", "project-b", ("component", "singleuser-server"));
    private static readonly Peer Early = Peer.Pod("researcher's pod before cr8tor's policy", "project-new");
    private static readonly Peer Hub = Peer.Pod("JupyterHub", "jupyterhub", ("app", "jupyterhub"), ("component", "hub"));
    private static readonly Peer Proxy = Peer.Pod("JupyterHub's proxy", "jupyterhub", ("app", "jupyterhub"), ("component", "proxy"));
    private static readonly Peer Gitea = Peer.Pod("Gitea", "gitea", ("app.kubernetes.io/name", "gitea"));
    private static readonly Peer Keycloak = Peer.Pod("Keycloak", "keycloak");
    private static readonly Peer Database = Peer.Pod("Keycloak's database", "keycloak", ("cnpg.io/podRole", "instance"));
    private static readonly Peer Guacd = Peer.Pod("Guacamole's daemon", "jupyterhub", ("app", "guacd"));
    private static readonly Peer Cr8tor = Peer.Pod("cr8tor", "cr8tor");
    private static readonly Peer CoreDns = Peer.Pod("CoreDNS", "kube-system", ("k8s-app", "kube-dns"));
    private static readonly Peer MetricsServer = Peer.Pod("metrics-server", "kube-system", ("k8s-app", "metrics-server"));
    private static readonly Peer Relay = Peer.Pod("Hubble's relay", "kube-system", ("k8s-app", "hubble-relay"));
    private static readonly Peer ExternalDns = Operator("externaldns", "externaldns");
    private static readonly Peer ExternalDnsOnAws = Operator("externaldns", "externaldns-sa");
    private static readonly Peer Webhook = Peer.Pod(
        "webhook of cert-manager", "cert-manager", ("io.cilium.k8s.policy.serviceaccount", "cert-manager-webhook"));

    private static readonly Peer Controller = ArgoCd("controller", "argocd-application-controller");
    private static readonly Peer Server = ArgoCd("API server", "argocd-server");
    private static readonly Peer RepoServer = ArgoCd("repo-server", "argocd-repo-server");
    private static readonly Peer Redis = ArgoCd("Redis", "redis-ha");
    private static readonly Peer HaProxy = ArgoCd("HAProxy", "redis-ha-haproxy");

    private static readonly Peer Kubelet = Peer.InCluster("kubelet of another node", "remote-node");
    private static readonly Peer Internet = Peer.Outside("internet", "203.0.113.7", "www.example.com");
    private static readonly Peer Bucket = Peer.Outside("any bucket of S3", "203.0.113.9", "stranger.s3.amazonaws.com");
    private static readonly Peer Resolver = Peer.Outside("public resolver", "8.8.8.8");
    private static readonly Peer Lan = Peer.Outside("organisation's network", "172.20.1.5");
    private static readonly Peer Metadata = Peer.Outside("metadata service", "169.254.169.254");

    /// <summary>All claims, in the order of the table.</summary>
    public static IReadOnlyList<Claim> All { get; } =
    [
        // Researchers' pods.
        Is(Notebook, Internet, 443, None, Targets, "data do not leave; only an edge opens an address range"),
        Is(Notebook, Internet, 22, None, Targets, "the same"),
        Is(Notebook, Resolver, 53, None, Targets, "names are resolved by the cluster's DNS server only") with { Protocol = "UDP" },
        Is(Notebook, Lan, 2049, None, Targets, "file servers and databases of the organisation need an edge"),
        Is(Notebook, Metadata, 80, None, Targets, "no pod takes the identity of its node"),
        new(_ => Notebook, site => site.ApiServer, 0, None, Targets, "a stolen token does not work from a notebook"),
        new(_ => Notebook, site => site.OtherApiServer, 0, None, "Z A", "the same"),
        Is(Notebook, Kubelet, 10250, None, Targets, "nodes are closed to projects"),
        Is(Notebook, Notebook, 8888, Targets, None, "cr8tor opens a project to itself"),
        Is(Notebook, Other, 8888, None, Targets, "projects do not see each other"),
        Is(Notebook, Hub, 8081, Targets, None, "the notebook reports to the hub"),
        Is(Notebook, Proxy, 8001, None, Targets, "the proxy's administration is closed to projects"),
        Is(Notebook, Keycloak, 8080, Targets, None, "users sign in"),
        Is(Notebook, Database, 5432, None, Targets, "databases are closed to projects"),
        Is(Notebook, Guacd, 4822, None, Targets, "desktops of others are closed to projects"),
        Is(Notebook, Cr8tor, 8000, Targets, None, "cr8tor opens itself to projects"),
        Is(Notebook, Gitea, 3000, None, Targets, "K8TRE opens no way from a project to Gitea"),
        Is(Notebook, CoreDns, 53, Targets, None, "names in the cluster") with { Protocol = "UDP" },
        Is(Notebook, Server, 8080, None, "K", "Argo CD is closed to all but itself and the gateway"),
        Is(Internet, Notebook, 8888, None, Targets, "users come in by the gateway"),
        Is(Early, Internet, 443, None, Targets, "a project is closed until its own policy exists"),
        Is(Early, Hub, 8081, None, Targets, "the same"),
        Is(Gitea, Early, 8888, None, Targets, "the same"),

        // K8TRE's pods.
        Is(Gitea, Internet, 443, None, Targets, "pods reach the cluster only; an edge opens names and ranges"),
        Is(Gitea, Bucket, 443, "A", "K Z", "on AWS, K8TRE opens all names of AWS; the firewall restricts them"),
        Is(Gitea, Lan, 5432, None, Targets, "the organisation's networks need an edge"),
        Is(Gitea, Metadata, 80, None, Targets, "no pod takes the identity of its node"),
        new(_ => Gitea, site => site.ApiServer, 0, Targets, None, "operators and controllers use the API"),
        new(_ => Gitea, site => site.OtherApiServer, 0, None, "Z A", "clusters are separate"),
        Is(Gitea, Kubelet, 10250, Targets, None, "K8TRE opens the cluster to its pods, nodes included"),
        Is(Gitea, Database, 5432, Targets, None, "K8TRE opens its pods to each other"),
        Is(Gitea, Relay, 4245, None, Targets, "the relay asks for no sign-in and shows every connection"),
        Is(Gitea, Redis, 6379, None, "K", "Argo CD is closed to all but itself and the gateway"),
        Is(Gitea, RepoServer, 8081, None, "K", "the same"),
        Is(Gitea, Server, 8080, None, "K", "the same"),
        Is(Lan, Gitea, 3000, Targets, None, "K8TRE opens its pods to the world; routes and firewalls restrict it"),
        Is(Hub, Internet, 443, None, Targets, "the hub runs code on researchers' input and holds Secrets of all projects"),
        Is(Hub, Lan, 443, None, Targets, "the same"),
        new(_ => Hub, site => site.ApiServer, 0, Targets, None, "the hub starts notebooks"),
        Is(Cr8tor, Lan, 5432, Targets, None, "K8TRE opens cr8tor to every address, for the site's data sources"),
        Is(Cr8tor, Metadata, 80, None, Targets, "no pod takes the identity of its node"),
        Is(Webhook, Internet, 443, None, Targets, "only the operator of a namespace reaches its cloud, not its webhooks"),
        Is(ExternalDns, Internet, 443, "Z", "K", "external-dns writes records in the cloud; the firewall restricts the names"),
        Is(ExternalDnsOnAws, Internet, 443, "A", None, "the same"),

        // The cluster's own services.
        Is(CoreDns, Resolver, 53, Everywhere, None, "names outside the cluster; on premise, a list of names") with { Protocol = "UDP" },
        Is(CoreDns, Internet, 443, "A", "K Z Mz Ma", "on AWS, K8TRE opens kube-system; the firewall restricts the names"),
        Is(MetricsServer, Kubelet, 10250, Everywhere, None, "autoscaling"),

        // Argo CD.
        Is(RepoServer, Internet, 443, WithArgoCd, None, "Git and charts"),
        Is(RepoServer, Internet, 25, None, WithArgoCd, "no other port"),
        Is(Controller, Internet, 443, None, WithArgoCd, "it reaches API servers only"),
        Is(Server, Internet, 8443, None, WithArgoCd, "the same"),
        Is(Controller, Lan, 443, None, WithArgoCd, "the same"),
        Is(Controller, Metadata, 80, None, WithArgoCd, "no pod takes the identity of its node"),
        Is(Controller, Kubelet, 10250, None, WithArgoCd, "a kubelet runs commands in pods"),
        new(_ => Controller, site => site.ApiServer, 0, WithArgoCd, None, "Argo CD's own objects"),
        new(_ => Controller, site => site.OtherApiServer, 0, "Mz Ma", None, "it installs K8TRE in the environments"),
        new(_ => Controller, site => site.SignIn, 443, "Mz Ma", None, "its identity gives it access to them"),
        Is(Controller, RepoServer, 8081, WithArgoCd, None, "parts of Argo CD reach each other"),
        Is(Server, HaProxy, 6379, WithArgoCd, None, "the same"),
        Is(HaProxy, Redis, 6379, WithArgoCd, None, "the same"),
        Is(Redis, Redis, 26379, WithArgoCd, None, "the same"),
        Is(CoreDns, Redis, 6379, None, WithArgoCd, "Argo CD is closed to all but itself and the gateway"),
        Is(Lan, RepoServer, 8081, None, WithArgoCd, "the same"),
        Is(Kubelet, RepoServer, 8081, None, WithArgoCd, "the same; probes come from the pod's own node"),
    ];

    private static Claim Is(Peer source, Peer destination, int port, string allowed, string denied, string why) =>
        new(_ => source, _ => destination, port, allowed, denied, why);

    private static Peer ArgoCd(string part, string name) => Peer.Pod($"Argo CD's {part}", "argocd", ("app.kubernetes.io/name", name));

    private static Peer Operator(string @namespace, string account) =>
        Peer.Pod("external-dns", @namespace, ("io.cilium.k8s.policy.serviceaccount", account));
}
