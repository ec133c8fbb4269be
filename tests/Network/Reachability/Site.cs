using K8tre.PlanModel;

namespace K8tre.Tests.Network.Reachability;

/// <summary>Cluster of a stack of this repository, with its policies and what surrounds it.</summary>
/// <param name="Title">Title of its column in the table of reachability.</param>
/// <param name="Key">Letters that claims name it with.</param>
/// <param name="Stack">Stack that creates it.</param>
/// <param name="Cluster">Name of the cluster.</param>
internal sealed record Site(string Title, string Key, string Stack, string Cluster)
{
    /// <summary>All clusters of the table.</summary>
    public static IReadOnlyList<Site> All { get; } =
    [
        new("On premise", "K", "onprem", "k8tre-prd")
        {
            ApiServer = Peer.InCluster("API server", "remote-node", "kube-apiserver"),
            ApiPort = 6443,
        },
        new("Azure", "Z", "prod", "k8tre-prd")
        {
            ApiServer = Peer.ManagedApiServer("10.64.112.132"),
            OtherApiServer = Peer.Outside("other cluster's API server", "10.64.80.132"),
        },
        new("AWS", "A", "aws", "k8tre-prd")
        {
            ApiServer = Peer.ManagedApiServer("10.0.240.10"),
            OtherApiServer = Peer.Outside("other cluster's API server", "10.0.176.10"),
        },
        new("Azure, management", "Mz", "prod", "k8tre-management")
        {
            ApiServer = Peer.ManagedApiServer("10.64.144.132"),
            OtherApiServer = Peer.Outside("other cluster's API server", "10.64.112.132"),
            SignIn = Peer.Outside("sign-in of the cloud", "203.0.113.80", "login.microsoftonline.com"),
        },
        new("AWS, management", "Ma", "aws", "k8tre-management")
        {
            ApiServer = Peer.ManagedApiServer("10.0.28.10"),
            OtherApiServer = Peer.Outside("other cluster's API server", "10.0.240.10"),
            SignIn = Peer.Outside("sign-in of the cloud", "203.0.113.81", "sts.eu-west-2.amazonaws.com"),
        },
    ];

    /// <summary>The cluster's own API server.</summary>
    public required Peer ApiServer { get; init; }

    /// <summary>Port of API servers.</summary>
    public int ApiPort { get; init; } = 443;

    /// <summary>API server of another cluster of the platform. Null: it has only one.</summary>
    public Peer? OtherApiServer { get; init; }

    /// <summary>Host that Argo CD's identity signs in at. Null: it has no identity with a cloud.</summary>
    public Peer? SignIn { get; init; }

    /// <summary>Indicates that K8TRE is installed in the cluster.</summary>
    public bool IsTarget => Key.Length == 1;

    /// <summary>Indicates that Argo CD runs in the cluster.</summary>
    public bool HasArgoCd => Key is "K" or "Mz" or "Ma";

    /// <summary>Returns all policies of the cluster: those of the plan, of the charts and of K8TRE.</summary>
    public PolicySet Policies(Plan plan) => new(
    [
        .. plan.Resources.Where(IsPolicy)
            .Where(resource => resource.Name.StartsWith($"{Cluster}-", StringComparison.Ordinal))
            .Select(Policy),
        .. HasArgoCd ? UpstreamPolicies.ArgoCd : [],
        .. IsTarget ? UpstreamPolicies.K8tre : [],
        .. IsTarget ? new[] { UpstreamPolicies.Project("project-a"), UpstreamPolicies.Project("project-b") } : [],
        .. Key == "A" ? UpstreamPolicies.K8treOnAws : [],
    ]);

    private static bool IsPolicy(PlanResource resource) =>
        resource.Type.StartsWith("kubernetes:cilium.io/v2:Cilium", StringComparison.Ordinal);

    private static Policy Policy(PlanResource resource) => new(
        resource.Name, (string?)resource.Inputs["metadata"]!["namespace"], resource.Inputs["spec"]!.AsObject());
}
