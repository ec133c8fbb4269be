using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>RBAC rule of Argo CD in a cluster in which it installs K8TRE.</summary>
/// <param name="Reason">Purpose of the rule.</param>
/// <param name="ApiGroups">API groups. The empty string is the core group.</param>
/// <param name="Resources">Resources of these groups. An asterisk stands for all, including subresources.</param>
/// <param name="Verbs">Allowed verbs.</param>
/// <remarks>
/// No rule has an asterisk both as group and as verb. No rule allows Argo CD to impersonate, run commands in pods, create tokens, sign
/// certificates or change nodes. Whoever controls the Git repository is still an administrator: see <see cref="Delegate"/>.
/// </remarks>
internal sealed record ArgoCdRbacRule(string Reason, string[] ApiGroups, string[] Resources, string[] Verbs)
{
    private static readonly string[] Write = ["create", "update", "patch", "delete"];

    /// <summary>Indicates that the rule allows Argo CD to grant permissions that it does not have.</summary>
    public bool Grants => this == Delegate;

    /// <summary>All rules in a management cluster: Argo CD reads, and installs its own ApplicationSets.</summary>
    public static IReadOnlyList<ArgoCdRbacRule> ForItself { get; } =
    [
        Reads,
        new("The root application's ApplicationSets, and the Applications that they generate.", ["argoproj.io"], ["*"], Write),
    ];

    /// <summary>Returns all rules in a cluster in which Argo CD installs K8TRE.</summary>
    /// <param name="apiGroups">API groups of the organisation's own custom resources.</param>
    public static IReadOnlyList<ArgoCdRbacRule> For(IEnumerable<string> apiGroups) =>
    [
        Reads,
        new(
            "Objects of K8TRE's charts and overlays. Subresources such as pods/exec and serviceaccounts/token are excluded.",
            [""],
            [
                "configmaps", "endpoints", "limitranges", "namespaces", "persistentvolumeclaims", "persistentvolumes", "pods",
                "resourcequotas", "secrets", "serviceaccounts", "services",
            ],
            Write),
        new(
            "Workloads and related objects.",
            [
                "admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "apps", "autoscaling", "batch",
                "coordination.k8s.io", "gateway.networking.k8s.io", "networking.k8s.io", "policy", "scheduling.k8s.io", "storage.k8s.io",
            ],
            ["*"],
            Write),
        new(
            "Custom resources of K8TRE and its operators.",
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

    // Not an initialised property: properties above use it while they are initialised.
    private static ArgoCdRbacRule Reads => new(
        "Argo CD compares all objects with Git. Its cluster cache fails if it cannot list a kind.",
        ["*"], ["*"], ["get", "list", "watch"]);

    /// <summary>
    /// Rule to grant roles. It cannot be avoided: without the verbs escalate and bind, a client can grant only permissions that it has.
    /// K8TRE's charts grant permissions that Argo CD must not have: Longhorn all verbs on ClusterRoles and their bindings, kare-dns
    /// pods/exec, External Secrets tokens of ServiceAccounts.
    /// </summary>
    private static ArgoCdRbacRule Delegate { get; } = new(
        "Roles of K8TRE's controllers, which have more permissions than Argo CD.",
        ["rbac.authorization.k8s.io"],
        ["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
        [.. Write, "bind", "escalate"]);

    /// <summary>Returns the rule for a ClusterRole.</summary>
    public PolicyRuleArgs ToPolicyRule() => new() { ApiGroups = ApiGroups, Resources = Resources, Verbs = Verbs };

    /// <summary>Returns the rule for the values of a chart.</summary>
    public InputMap<object> ToValue() => new() { ["apiGroups"] = ApiGroups, ["resources"] = Resources, ["verbs"] = Verbs };
}
