using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>RBAC rule of Argo CD.</summary>
/// <param name="Reason">Purpose of the rule.</param>
/// <param name="ApiGroups">API groups. The empty string is the core group.</param>
/// <param name="Resources">Resources of these groups. An asterisk stands for all, including subresources.</param>
/// <param name="Verbs">Allowed verbs.</param>
/// <remarks>
/// No rule has an asterisk as group or as verb, and none has one as resource of the core group: it would include <c>nodes/proxy</c> and
/// <c>pods/exec</c>, for which reading is enough to run commands. Argo CD leaves out the kinds that it may not list
/// (<c>resource.respectRBAC</c>). Whoever controls the Git repository is still an administrator: see <see cref="Delegate"/>.
/// </remarks>
internal sealed record ArgoCdRbacRule(string Reason, string[] ApiGroups, string[] Resources, string[] Verbs)
{
    private const string Rbac = "rbac.authorization.k8s.io", Own = "argoproj.io", Admission = "admissionregistration.k8s.io";

    private static readonly string[] Read = ["get", "list", "watch"];

    private static readonly string[] Write = ["create", "update", "patch", "delete"];

    // Changes that the web interface makes to single objects: view, restart and other actions, delete.
    private static readonly string[] Change = ["get", "patch", "delete"];

    private static readonly string[] Core =
    [
        "configmaps", "endpoints", "limitranges", "persistentvolumeclaims", "persistentvolumes", "pods", "resourcequotas",
        "serviceaccounts", "services",
    ];

    // What Argo CD shows of the core group besides the objects that it writes.
    private static readonly string[] Shown = ["events", "nodes", "pods/log", "podtemplates", "replicationcontrollers"];

    private static readonly string[] Workloads =
    [
        "apps", "autoscaling", "batch", "coordination.k8s.io", "gateway.networking.k8s.io", "networking.k8s.io", "policy",
        "scheduling.k8s.io", "storage.k8s.io",
    ];

    private static readonly string[] Definitions = ["apiextensions.k8s.io", "apiregistration.k8s.io"];

    private static readonly string[] CustomResources =
    [
        "acme.cert-manager.io", Own, "cert-manager.io", "cilium.io", "elbv2.k8s.aws", "external-secrets.io", "externaldns.k8s.io",
        "generators.external-secrets.io", "groupsnapshot.storage.k8s.io", "identity.k8tre.io", "longhorn.io", "metallb.io",
        "monitoring.coreos.com", "postgresql.cnpg.io", "research.k8tre.io", "snapshot.storage.k8s.io",
    ];

    /// <summary>All rules of the controller in a management cluster: its own objects.</summary>
    public static IReadOnlyList<ArgoCdRbacRule> ForItself { get; } =
        [new("The root application's ApplicationSets, and the Applications that they generate.", [Own], ["*"], [.. Read, .. Write])];

    /// <summary>All rules of the API server in a management cluster: its own objects.</summary>
    public static IReadOnlyList<ArgoCdRbacRule> ForServerItself { get; } =
        [new("Applications that people open in the web interface.", [Own], ["*"], Change)];

    /// <summary>Returns all rules in a cluster in which Argo CD installs K8TRE: of the controller, or of an Argo CD elsewhere.</summary>
    /// <param name="apiGroups">API groups of the organisation's own custom resources.</param>
    public static IReadOnlyList<ArgoCdRbacRule> For(IEnumerable<string> apiGroups)
    {
        string[] custom = [.. CustomResources, .. apiGroups];
        return
        [
            new("Objects of the core group, which Argo CD compares with Git.", [""], [.. Core, .. Shown, "namespaces", "secrets"], Read),
            new(
                "Objects of all other groups, which Argo CD compares with Git.",
                [Admission, "discovery.k8s.io", "events.k8s.io", Rbac, .. Workloads, .. Definitions, .. custom], ["*"], Read),
            new(
                "Objects of K8TRE's charts and overlays. Subresources such as pods/exec and serviceaccounts/token are excluded.",
                [""], [.. Core, "namespaces", "secrets"], Write),
            new("Workloads and related objects.", [.. Workloads, .. Definitions], ["*"], Write),
            new(
                "Webhooks of K8TRE's operators. The admission policies that restrict Argo CD are excluded.",
                [Admission], ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"], Write),
            new("Custom resources of K8TRE and its operators.", custom, ["*"], Write),
            Delegate,
        ];
    }

    /// <summary>
    /// Returns all rules of the API server in the cluster that it runs in. It reads no Secrets, and changes neither roles, namespaces,
    /// definitions nor webhooks.
    /// </summary>
    /// <param name="apiGroups">API groups of the organisation's own custom resources.</param>
    public static IReadOnlyList<ArgoCdRbacRule> ForServer(IEnumerable<string> apiGroups) =>
    [
        new("Objects that people change in the web interface.", [""], Core, Change),
        new("Objects, logs and events that people see in the web interface.", [""], [.. Shown, "namespaces"], ["get", "list"]),
        new("Workloads and custom resources that people change.", [.. Workloads, .. CustomResources, .. apiGroups], ["*"], Change),
        new("Objects that people see in the web interface.", [Admission, "discovery.k8s.io", Rbac, .. Definitions], ["*"], ["get"]),
    ];

    /// <summary>
    /// Rule to grant roles. It cannot be avoided: without the verbs escalate and bind, a client can grant only permissions that it has.
    /// K8TRE's charts grant permissions that Argo CD must not have: Longhorn all verbs on ClusterRoles and their bindings, kare-dns
    /// pods/exec, External Secrets tokens of ServiceAccounts.
    /// </summary>
    private static ArgoCdRbacRule Delegate => new(
        "Roles of K8TRE's controllers, which have more permissions than Argo CD.",
        [Rbac],
        ["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
        [.. Write, "bind", "escalate"]);

    /// <summary>Returns the rule for a ClusterRole.</summary>
    public PolicyRuleArgs ToPolicyRule() => new() { ApiGroups = ApiGroups, Resources = Resources, Verbs = Verbs };

    /// <summary>Returns the rule for the values of a chart.</summary>
    public InputMap<object> ToValue() => new() { ["apiGroups"] = ApiGroups, ["resources"] = Resources, ["verbs"] = Verbs };
}
