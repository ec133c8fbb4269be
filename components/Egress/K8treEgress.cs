namespace K8tre.Components.Egress;

/// <summary>Egress rules of every platform. Traffic that neither these nor the vendor's rules allow is denied.</summary>
public static class K8treEgress
{
    private static readonly string[] DockerHubLayers =
    [
        "production.cloudflare.docker.com", "production.cloudfront.docker.com",
        "docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com",
    ];

    private static readonly string[] EcrPublicLayers = ["d2glxqk2uabbnd.cloudfront.net", "d5l0dvt14r5h8.cloudfront.net"];

    /// <summary>Rules of K8TRE's applications and Argo CD.</summary>
    public static IReadOnlyList<EgressRule> K8tre { get; } =
    [
        new(
            "argo-cd", "Argo CD's images, and those of CNPG, Cilium, cert-manager and Keycloak",
            new("https://github.com/argoproj/argo-helm"), "quay.io", "*.quay.io")
        {
            Registry = "quay.io",
            Layers = ["*.quay.io"],
        },
        new(
            "ghcr", "images of K8TRE, external-secrets, Dex and CNPG",
            new("https://docs.github.com/packages"), "ghcr.io", "pkg-containers.githubusercontent.com")
        {
            Registry = "ghcr.io",
            Layers = ["pkg-containers.githubusercontent.com"],
        },
        new(
            "docker-hub", "images of Redis, Gitea, Guacamole and SeaweedFS",
            new("https://docs.docker.com/desktop/setup/allow-list/"),
            ["registry-1.docker.io", "auth.docker.io", .. DockerHubLayers])
        {
            Registry = "docker.io",
            Layers = DockerHubLayers,
        },
        new(
            "ecr-public", "images, and their layers, of Argo CD's Redis and, on AWS, of the load balancer controller",
            new("https://anywhere.eks.amazonaws.com/docs/osmgmt/artifacts/"),
            ["ecr-public.aws.com", "public.ecr.aws", .. EcrPublicLayers])
        {
            Registry = "public.ecr.aws",
            Layers = EcrPublicLayers,
        },
        new(
            "kubernetes-registry", "images of external-dns and ingress-nginx",
            new("https://github.com/kubernetes/registry.k8s.io"), "registry.k8s.io", "*.pkg.dev")
        {
            Registry = "registry.k8s.io",
        },
        new(
            "github", "Argo CD reads K8TRE, and charts that are published as GitHub releases",
            new("https://docs.github.com/rest/meta/meta"), "github.com", "*.githubusercontent.com"),
        new(
            "charts", "Argo CD renders the charts that K8TRE uses",
            new("https://github.com/k8tre/k8tre/tree/d9ff2e1"),
            "kubernetes-sigs.github.io", "lsc-sde.github.io", "kubernetes.github.io", "seaweedfs.github.io", "charts.jetstack.io",
            "prometheus-community.github.io", "dl.gitea.com", "codecentric.github.io", "charts.external-secrets.io", "hub.jupyter.org",
            "www.manicstreetpreacher.co.uk"),
        new(
            "start-up", "the sign-in proxies of JupyterHub and Guacamole install a package of Alpine Linux at each start",
            new("https://wiki.alpinelinux.org/wiki/Repositories"), "dl-cdn.alpinelinux.org"),
    ];

    /// <summary>
    /// Rule of a cluster that runs Argo CD, if the images of ghcr.io come from a mirror: one chart of K8TRE is in that registry.
    /// </summary>
    public static EgressRule ChartRegistry { get; } = new(
        "chart-registry", "Argo CD renders the chart of cr8tor's operator",
        new("https://github.com/k8tre/k8tre/tree/d9ff2e1/apps/cr8tor"), "ghcr.io", "pkg-containers.githubusercontent.com");

    /// <summary>Additional rules of K8TRE's applications on premise.</summary>
    public static IReadOnlyList<EgressRule> OnPremise { get; } =
    [
        new(
            "on-premise-charts", "Argo CD renders the charts of Longhorn and of K8TRE's DNS server",
            new("https://github.com/k8tre/k8tre/tree/d9ff2e1"), "charts.longhorn.io", "coredns.github.io"),
    ];

    /// <summary>Rule of an environment with public certificates, besides <see cref="Resolvers"/>.</summary>
    public static EgressRule Acme { get; } = new(
        "acme", "cert-manager orders certificates",
        new("https://letsencrypt.org/docs/integration-guide/"), "acme-v02.api.letsencrypt.org");

    /// <summary>Rules of a machine that runs <c>pulumi up</c>, besides those of its vendor.</summary>
    public static IReadOnlyList<EgressRule> Deployment { get; } =
    [
        new(
            "pulumi", "Pulumi, its plugins and its state",
            new("https://www.pulumi.com/docs/administration/self-hosting/network-requirements/"),
            "get.pulumi.com", "api.pulumi.com", "github.com", "api.github.com", "*.githubusercontent.com"),
        new(
            "packages", "the program is built from NuGet packages",
            new("https://learn.microsoft.com/nuget/api/overview"), "api.nuget.org", "globalcdn.nuget.org"),
        new(
            "deployed-charts", "Helm reads the charts of Cilium and Argo CD",
            new("https://docs.cilium.io/en/v1.19/installation/k8s-install-helm/"), "helm.cilium.io", "argoproj.github.io"),
    ];

    /// <summary>Rule of the jobs of pipelines on GitHub.</summary>
    /// <remarks>
    /// GitHub's logs, caches and artefacts are not included: they are in Azure storage accounts whose names cannot be told from others.
    /// </remarks>
    public static EgressRule GitHubActions { get; } = new(
        "github-actions", "runners receive jobs from GitHub",
        new("https://docs.github.com/actions/reference/runners/self-hosted-runners"),
        "*.actions.githubusercontent.com", "codeload.github.com", "ghcr.io");

    /// <summary>Returns the rules that clusters need whose images come from mirrors. The mirrors' registries are left out.</summary>
    /// <param name="rules">Rules of clusters whose images come from the public registries.</param>
    /// <param name="mirrors">The mirrors.</param>
    public static IEnumerable<EgressRule> Behind(this IEnumerable<EgressRule> rules, ImageMirrors mirrors) => rules
        .Select(rule => rule.Registry is not { } registry || !mirrors.Covers(registry) ? rule
            : mirrors.RefersToLayers(registry) ? rule with { Reason = $"layers of {registry}'s images", Fqdns = rule.Layers }
            : rule with { Fqdns = [] })
        .Where(rule => rule.Fqdns.Count > 0 || rule.Tag is not null);

    /// <summary>
    /// Resolvers that K8TRE's cert-manager asks for the DNS record of a challenge. They are fixed in its arguments. They answer questions
    /// about any name, so that only an environment with public certificates may reach them.
    /// </summary>
    /// <remarks>https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/cert-manager</remarks>
    public static IReadOnlyList<string> Resolvers { get; } = ["8.8.8.8", "1.1.1.1"];
}
