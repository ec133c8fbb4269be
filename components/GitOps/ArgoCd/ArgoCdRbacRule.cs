using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>A rule of what Argo CD may do in a cluster where it installs K8TRE.</summary>
/// <param name="Reason">Why it needs that.</param>
/// <param name="ApiGroups">API groups; the empty text is the core group.</param>
/// <param name="Resources">Resources of these groups. A star stands for all, with their subresources.</param>
/// <param name="Verbs">What it may do with them.</param>
/// <remarks>
/// No rule is a star in both group and verb, none lets it impersonate, run commands in pods, mint tokens, sign certificates or change
/// nodes. It still is an administrator to whoever controls the Git repository: see <see cref="Delegate"/>.
/// </remarks>
internal sealed record ArgoCdRbacRule(string Reason, string[] ApiGroups, string[] Resources, string[] Verbs)
{
    private static readonly string[] Write = ["create", "update", "patch", "delete"];

    /// <summary>Whether it lets its holder give others more than it has.</summary>
    public bool Grants => this == Delegate;

    /// <summary>All rules in a cluster that holds nothing but Argo CD: it reads, and installs its own ApplicationSets.</summary>
    public static IReadOnlyList<ArgoCdRbacRule> ForItself { get; } =
    [
        Reads,
        new("The root application's ApplicationSets, and the Applications that they make.", ["argoproj.io"], ["*"], Write),
    ];

    /// <summary>All rules, for K8TRE and for the API groups that a site adds.</summary>
    /// <param name="apiGroups">More API groups whose resources Argo CD installs.</param>
    public static IReadOnlyList<ArgoCdRbacRule> For(IEnumerable<string> apiGroups) =>
    [
        Reads,
        new(
            "The objects that K8TRE's charts and overlays consist of. No subresource is named: not pods/exec, not serviceaccounts/token.",
            [""],
            [
                "configmaps", "endpoints", "limitranges", "namespaces", "persistentvolumeclaims", "persistentvolumes", "pods",
                "resourcequotas", "secrets", "serviceaccounts", "services",
            ],
            Write),
        new(
            "Workloads, and what belongs to them.",
            [
                "admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "apps", "autoscaling", "batch",
                "coordination.k8s.io", "gateway.networking.k8s.io", "networking.k8s.io", "policy", "scheduling.k8s.io", "storage.k8s.io",
            ],
            ["*"],
            Write),
        new(
            "Custom resources of K8TRE and of the operators that it installs.",
            [
                "acme.cert-manager.io", "argoproj.io", "cert-manager.io", "cilium.io", "elbv2.k8s.aws", "external-secrets.io",
                "externaldns.k8s.io", "generators.external-secrets.io", "groupsnapshot.storage.k8s.io", "identity.k8tre.io", "longhorn.io",
                "metallb.io", "monitoring.coreos.com", "postgresql.cnpg.io", "research.k8tre.io", "snapshot.storage.k8s.io",
                .. apiGroups,
            ],
            ["*"],
            Write),
        Delegate,
    ];

    // A method: what is initialised above must find it.
    private static ArgoCdRbacRule Reads => new(
        "It compares everything there is with Git; its cluster cache fails on the first kind that it can't list.",
        ["*"], ["*"], ["get", "list", "watch"]);

    /// <summary>
    /// Unavoidable: a client may grant only what it holds, unless it may escalate and bind. K8TRE's charts grant what Argo CD shall not
    /// hold: Longhorn every verb on ClusterRoles and their bindings, kare-dns pods/exec, External Secrets tokens of ServiceAccounts.
    /// </summary>
    private static ArgoCdRbacRule Delegate { get; } = new(
        "The roles that K8TRE's charts give to their controllers, which hold more than Argo CD does.",
        ["rbac.authorization.k8s.io"],
        ["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
        [.. Write, "bind", "escalate"]);

    /// <summary>As a rule of a ClusterRole.</summary>
    public PolicyRuleArgs ToPolicyRule() => new() { ApiGroups = ApiGroups, Resources = Resources, Verbs = Verbs };

    /// <summary>As a rule in the values of a chart.</summary>
    public InputMap<object> ToValue() => new() { ["apiGroups"] = ApiGroups, ["resources"] = Resources, ["verbs"] = Verbs };
}
