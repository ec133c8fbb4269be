using System.Text.Json.Nodes;

namespace K8tre.Tests.Rights;

/// <summary>Power over a cluster, as requests of which one is enough.</summary>
/// <param name="Title">What the power is.</param>
/// <param name="Attempts">The requests.</param>
internal sealed record Power(string Title, params Attempt[] Attempts)
{
    private const string Rbac = "rbac.authorization.k8s.io", Own = "argoproj.io", ArgoCd = "argocd";

    public static readonly Power ReadAllSecrets = new("read the Secrets of all namespaces", new Attempt("get", "", "secrets"));

    public static readonly Power ReadArgoCdSecrets = new(
        "read the Secrets of `argocd`: credentials of clusters and of the repository",
        new Attempt("get", "", "secrets") { Namespace = ArgoCd });

    public static readonly Power WriteArgoCdSecrets = new(
        "add or change any registration or repository in `argocd`",
        new Attempt("patch", "", "secrets") { Namespace = ArgoCd, Object = Opaque("cluster-k3s-prd") },
        new Attempt("create", "", "secrets") { Namespace = ArgoCd, Object = Opaque("cluster-k3s-prd") });

    public static readonly Power MintTokens = new(
        "create a token of any ServiceAccount",
        new Attempt("create", "", "secrets") { Object = JsonNode.Parse("""{ "type": "kubernetes.io/service-account-token" }""") },
        new Attempt("create", "", "serviceaccounts/token") { Object = new JsonObject() });

    public static readonly Power MintArgoCdTokens = new(
        "create a token of Argo CD's ServiceAccounts",
        new Attempt("create", "", "secrets")
        {
            Namespace = ArgoCd,
            Object = JsonNode.Parse(
                """{ "metadata": { "name": "cluster-k3s-stg", "labels": {} }, "type": "kubernetes.io/service-account-token" }"""),
        },
        new Attempt("create", "", "serviceaccounts/token") { Namespace = ArgoCd, Object = new JsonObject() });

    public static readonly Power RunCommands = new(
        "run commands in pods, or connect to pods, Services and kubelets",
        [
            .. from resource in new[] { "nodes/proxy", "pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "services/proxy" }
               from verb in new[] { "get", "create" }
               select new Attempt(verb, "", resource) { Operation = "CONNECT" },
            new("update", "", "pods/ephemeralcontainers"),
            new("patch", "", "pods/ephemeralcontainers"),
        ]);

    public static readonly Power RunPods = new(
        "run own pods in all namespaces, under any of their ServiceAccounts",
        new Attempt("create", "", "pods"), new Attempt("create", "apps", "deployments"), new Attempt("patch", "apps", "deployments"));

    public static readonly Power Grant = new(
        "grant any right",
        new Attempt("escalate", Rbac, "clusterroles"), new Attempt("bind", Rbac, "clusterroles"));

    public static readonly Power Impersonate = new("act as another user", new Attempt("impersonate", "", "users"));

    public static readonly Power ChangePolicies = new(
        "change admission policies",
        [.. from resource in new[] { "validatingadmissionpolicies", "validatingadmissionpolicybindings" }
            from verb in new[] { "create", "update", "patch", "delete" }
            select new Attempt(verb, "admissionregistration.k8s.io", resource)]);

    public static readonly Power SignCertificates = new(
        "get a certificate of another user signed",
        new Attempt("update", "certificates.k8s.io", "certificatesigningrequests/approval"),
        new Attempt("update", "certificates.k8s.io", "certificatesigningrequests/status"));

    /// <summary>Argo CD's objects decide what it installs and whom it obeys, and its ConfigMaps hold its plugin.</summary>
    public static readonly Power SteerArgoCd = new(
        "change what Argo CD installs: its Applications, projects and configuration",
        [
            .. from resource in new[] { "applications", "applicationsets", "appprojects" }
               from verb in new[] { "create", "update", "patch" }
               select new Attempt(verb, Own, resource) { Namespace = ArgoCd, Object = new JsonObject() },
            new("patch", "", "configmaps") { Namespace = ArgoCd, Object = new JsonObject() },
        ]);

    public static readonly Power ChangeNamespaces = new(
        "change or delete namespaces",
        new Attempt("patch", "", "namespaces"), new Attempt("delete", "", "namespaces"));

    /// <summary>All powers.</summary>
    public static IReadOnlyList<Power> All { get; } =
    [
        Grant, Impersonate, MintTokens, MintArgoCdTokens, SignCertificates, RunCommands, RunPods, ReadAllSecrets, ReadArgoCdSecrets,
        WriteArgoCdSecrets, SteerArgoCd, ChangePolicies, ChangeNamespaces,
    ];

    /// <summary>Returns how a cluster answers an identity that tries to use the power.</summary>
    public Verdict Of(RbacIdentity identity, AdmissionPolicies policies)
    {
        string? denying = null;
        foreach (var attempt in Attempts)
        {
            if (identity.RoleThatAllows(attempt.Verb, attempt.ApiGroup, attempt.Resource, attempt.Namespace) is not { } role)
                continue;
            if (policies.Denial(attempt.By(identity)) is not { } denial)
                return new(true, $"role `{role}`");
            denying ??= denial.Policy;
        }
        return new(false, denying is null ? "" : $"policy `{denying}`");
    }

    private static JsonNode Opaque(string name) =>
        JsonNode.Parse($$"""{ "metadata": { "name": "{{name}}", "labels": {} }, "type": "Opaque" }""")!;
}

/// <summary>Answer of a cluster.</summary>
/// <param name="IsAllowed">The identity has the power.</param>
/// <param name="Through">What gives the power, or what takes it away. Empty: no role gives it.</param>
internal sealed record Verdict(bool IsAllowed, string Through);

/// <summary>Request that uses a power.</summary>
/// <param name="Verb">Verb of RBAC.</param>
/// <param name="ApiGroup">API group.</param>
/// <param name="Resource">Resource, with its subresource if there is one.</param>
internal sealed record Attempt(string Verb, string ApiGroup, string Resource)
{
    /// <summary>Namespace. Default: none; the identity must have the right in every namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>Operation of admission. Default: that of the verb.</summary>
    public string Operation { get; init; } = Verb switch { "patch" => "UPDATE", _ => Verb.ToUpperInvariant() };

    /// <summary>Object. Default: none.</summary>
    public JsonNode? Object { get; init; }

    /// <summary>Returns the request as admission policies see it.</summary>
    public AdmissionRequest By(RbacIdentity identity) => new()
    {
        Operation = Operation,
        ApiGroup = ApiGroup,
        Resource = Resource,
        Namespace = Namespace ?? "a-namespace",
        User = identity.User,
        Groups = identity.Groups,
        Object = Object,
        OldObject = Operation is "UPDATE" or "DELETE" ? Object : null,
    };
}
