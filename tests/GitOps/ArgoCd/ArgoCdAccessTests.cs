using System.Text.Json.Nodes;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Components.OnPrem;
using K8tre.Tests.Clusters;
using K8tre.Tests.OnPrem;
using K8tre.Tests.Rights;

namespace K8tre.Tests.GitOps.ArgoCd;

public sealed class ArgoCdAccessTests
{
    private const string Role = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";

    private static async Task<(ArgoCdAccess Access, ResourceGraph Graph)> AccessAsync(string generation = "1", params string[] apiGroups)
    {
        ArgoCdAccess? access = null;
        var graph = await ResourceGraph.OfAsync(options => access = new ArgoCdAccess(
            "access",
            new() { Cluster = new K3sCluster("k3s", Hosts.Single, options), Generation = generation, ApiGroups = apiGroups },
            options));
        return (access!, graph);
    }

    private static async Task<IReadOnlyList<JsonNode>> RulesAsync(params string[] apiGroups)
    {
        var (_, graph) = await AccessAsync("1", apiGroups);
        var role = Json.Of(Assert.Single(graph.Requests.Values, request => request.Type == Role).Inputs)!;
        return [.. role["rules"]!.AsArray().Select(rule => rule!)];
    }

    private static string[] Texts(JsonNode rule, string member) => [.. rule[member]!.AsArray().Select(text => (string)text!)];

    [Fact]
    public async Task The_connection_has_the_servers_url_its_certificate_and_a_secret_token()
    {
        var (access, _) = await AccessAsync();

        Assert.Equal("tre-dev", access.Connection.Name);
        Assert.Equal("https://192.0.2.11:6443", await OutputUtilities.GetValueAsync(access.Connection.Server));
        // The certificate stays in base64, the token does not.
        Assert.Equal(
            """{"bearerToken":"token","tlsClientConfig":{"insecure":false,"caData":"Y2EuY3J0"}}""",
            await OutputUtilities.GetValueAsync(access.Connection.Config));
        Assert.True(await Output.IsSecretAsync(access.Connection.Config));
    }

    [Fact]
    public async Task An_iam_role_connects_without_a_secret_and_its_group_has_the_permissions()
    {
        const string role = "arn:aws:iam::111122223333:role/tre-prd-argocd";
        var (access, graph) = await ForeignAsync(new ArgoCredential.EksRole(Output.Create(role), "k8tre:argocd", Output.Create("Y2E=")));

        Assert.Equal(
            $$$"""{"awsAuthConfig":{"clusterName":"tre-prd","roleARN":"{{{role}}}"}"""
            + ""","tlsClientConfig":{"insecure":false,"caData":"Y2E="}}""",
            await OutputUtilities.GetValueAsync(access.Connection.Config));
        Assert.Equal(("Group", "k8tre:argocd"), Subject(graph));
        Assert.DoesNotContain(graph.Requests.Values, request => request.Type == "kubernetes:core/v1:Secret");
    }

    [Fact]
    public async Task An_entra_identity_connects_without_a_secret_and_its_user_has_the_permissions()
    {
        var identity = new ArgoCdIdentity.Entra(Output.Create("client"), Output.Create("object"), Output.Create("tenant"));
        var (access, graph) = await ForeignAsync(new ArgoCredential.Entra(identity, Output.Create("Y2E=")));

        var config = JsonNode.Parse(await OutputUtilities.GetValueAsync(access.Connection.Config))!;
        Assert.Equal("argocd-k8s-auth", (string?)config.At("execProviderConfig.command"));
        Assert.Equal("client", (string?)config.At("execProviderConfig.env.AZURE_CLIENT_ID"));
        Assert.Equal("tenant", (string?)config.At("execProviderConfig.env.AZURE_TENANT_ID"));
        Assert.Equal("Y2E=", (string?)config.At("tlsClientConfig.caData"));
        Assert.Equal(("User", "object"), Subject(graph));
        Assert.DoesNotContain(graph.Requests.Values, request => request.Type == "kubernetes:core/v1:Secret");
    }

    private static async Task<(ArgoCdAccess Access, ResourceGraph Graph)> ForeignAsync(ArgoCredential credential)
    {
        ArgoCdAccess? access = null;
        var graph = await ResourceGraph.OfAsync(options => access = new ArgoCdAccess(
            "access", new() { Cluster = new ForeignCluster { ArgoCredential = credential }, Generation = "1" }, options));
        return (access!, graph);
    }

    private static (string?, string?) Subject(ResourceGraph graph)
    {
        var subject = Json.Of(graph.Requests["access-binding"].Inputs)!["subjects"]!.AsArray().Single()!;
        return ((string?)subject["kind"], (string?)subject["name"]);
    }

    [Fact]
    public async Task A_new_generation_is_a_new_token_of_the_same_account()
    {
        var (_, first) = await AccessAsync("1");
        var (_, second) = await AccessAsync("2026-10");

        Assert.Equal(("argocd-manager-1", "argocd-manager"), Token(first));
        Assert.Equal(("argocd-manager-2026-10", "argocd-manager"), Token(second));

        static (string?, string?) Token(ResourceGraph graph)
        {
            var secret = Json.Of(graph.Requests["access-account-token"].Inputs);
            var annotations = secret.At("metadata.annotations")!;
            return ((string?)secret.At("metadata.name"), (string?)annotations["kubernetes.io/service-account.name"]);
        }
    }

    [Fact]
    public async Task Only_that_account_has_the_role()
    {
        var (_, graph) = await AccessAsync();

        var binding = Json.Of(graph.Requests["access-binding"].Inputs)!;
        Assert.Equal("argocd-manager", (string)binding.At("roleRef.name")!);
        var subject = Assert.Single(binding["subjects"]!.AsArray())!;
        Assert.Equal(
            ("ServiceAccount", "argocd-manager", "kube-system"),
            ((string)subject["kind"]!, (string)subject["name"]!, (string)subject["namespace"]!));
        Assert.Empty(graph.Orphans);
    }

    private static async Task<RbacIdentity> ArgoCdAsync() => Assert.Single(
        RbacIdentity.In(KubernetesObjects.In((await AccessAsync()).Graph)), identity => identity.Name == "kube-system/argocd-manager");

    // The kubelet runs commands for whoever may read nodes/proxy, and some API servers for whoever may read pods/exec.
    [Theory]
    [InlineData("nodes/proxy")]
    [InlineData("nodes/stats")]
    [InlineData("pods/exec")]
    [InlineData("pods/attach")]
    [InlineData("pods/portforward")]
    [InlineData("pods/proxy")]
    [InlineData("pods/ephemeralcontainers")]
    [InlineData("services/proxy")]
    [InlineData("serviceaccounts/token")]
    [InlineData("namespaces/finalize")]
    public async Task No_verb_is_allowed_for_a_subresource_of_the_core_group(string resource)
    {
        var argoCd = await ArgoCdAsync();

        Assert.All(
            ["get", "list", "watch", "create", "update", "patch", "delete"],
            verb => Assert.Null(argoCd.RoleThatAllows(verb, "", resource, "any", "any")));
    }

    [Fact]
    public async Task Argo_cd_may_not_impersonate_sign_certificates_or_change_nodes_and_admission_policies()
    {
        var argoCd = await ArgoCdAsync();

        Assert.All(["users", "groups", "serviceaccounts"], who => Assert.Null(argoCd.RoleThatAllows("impersonate", "", who, "any", "any")));
        Assert.All(["create", "update", "patch", "delete"], verb =>
        {
            Assert.Null(argoCd.RoleThatAllows(verb, "", "nodes", "any", "any"));
            Assert.Null(argoCd.RoleThatAllows(verb, "certificates.k8s.io", "certificatesigningrequests", "any", "any"));
            Assert.All(["validatingadmissionpolicies", "validatingadmissionpolicybindings"], policy =>
                Assert.Null(argoCd.RoleThatAllows(verb, "admissionregistration.k8s.io", policy, "any", "any")));
            Assert.NotNull(argoCd.RoleThatAllows(verb, "admissionregistration.k8s.io", "validatingwebhookconfigurations", "any", "any"));
        });
        Assert.All(argoCd.Rules, rule => Assert.DoesNotContain("*", Texts(rule.Rule, "apiGroups").Concat(Texts(rule.Rule, "verbs"))));
    }

    [Theory]
    [InlineData("", "pods")]
    [InlineData("", "pods/log")]
    [InlineData("", "nodes")]
    [InlineData("", "secrets")]
    [InlineData("", "events")]
    [InlineData("apps", "replicasets")]
    [InlineData("discovery.k8s.io", "endpointslices")]
    [InlineData("rbac.authorization.k8s.io", "clusterroles")]
    public async Task Argo_cd_may_read_what_it_compares_and_shows(string group, string resource)
    {
        var argoCd = await ArgoCdAsync();

        Assert.All(["get", "list", "watch"], verb => Assert.NotNull(argoCd.RoleThatAllows(verb, group, resource, "any", "any")));
    }

    [Theory]
    [InlineData("CREATE", "secrets", "kubernetes.io/service-account-token", true)]
    [InlineData("UPDATE", "secrets", "kubernetes.io/service-account-token", true)]
    [InlineData("CREATE", "secrets", "bootstrap.kubernetes.io/token", true)]
    [InlineData("CREATE", "secrets", "Opaque", false)]
    [InlineData("CREATE", "serviceaccounts/token", null, true)]
    [InlineData("CREATE", "serviceaccounts", null, false)]
    [InlineData("CONNECT", "nodes/proxy", null, true)]
    [InlineData("CONNECT", "pods/exec", null, true)]
    [InlineData("CONNECT", "pods/attach", null, true)]
    [InlineData("CONNECT", "pods/portforward", null, true)]
    [InlineData("CONNECT", "pods/proxy", null, true)]
    [InlineData("CONNECT", "services/proxy", null, true)]
    [InlineData("UPDATE", "pods/ephemeralcontainers", null, true)]
    [InlineData("UPDATE", "pods", null, false)]
    [InlineData("CREATE", "certificatesigningrequests", null, true, "certificates.k8s.io")]
    [InlineData("UPDATE", "certificatesigningrequests/approval", null, true, "certificates.k8s.io")]
    [InlineData("UPDATE", "certificatesigningrequests/status", null, true, "certificates.k8s.io")]
    public async Task Admission_denies_argo_cd_tokens_and_connections_whatever_its_roles_are(
        string operation, string resource, string? type, bool isDenied, string group = "")
    {
        var policies = new AdmissionPolicies(KubernetesObjects.In((await AccessAsync()).Graph));
        var request = new AdmissionRequest
        {
            Operation = operation,
            ApiGroup = group,
            Resource = resource,
            Namespace = "jupyterhub",
            User = "system:serviceaccount:kube-system:argocd-manager",
            Object = type is null ? new JsonObject() : new JsonObject { ["type"] = type },
        };

        Assert.Equal(isDenied, policies.Denial(request) is not null);
        Assert.Null(policies.Denial(request with { User = "system:serviceaccount:kube-system:another" }));
    }

    [Fact]
    public async Task Admission_recognises_argo_cd_by_the_group_of_its_iam_role_and_by_its_managed_identity()
    {
        var role = new ArgoCredential.EksRole(Output.Create("arn:aws:iam::111122223333:role/a"), "k8tre:argocd", Output.Create("Y2E="));
        var identity = new ArgoCredential.Entra(
            new(Output.Create("c"), Output.Create("object-id"), Output.Create("t")), Output.Create("Y2E="));
        var exec = new AdmissionRequest { Operation = "CONNECT", Resource = "pods/exec", Namespace = "jupyterhub", User = "object-id" };

        var onEks = new AdmissionPolicies(KubernetesObjects.In((await ForeignAsync(role)).Graph));
        Assert.NotNull(onEks.Denial(exec with { Groups = ["k8tre:argocd"] }));
        Assert.Null(onEks.Denial(exec));
        var onAks = new AdmissionPolicies(KubernetesObjects.In((await ForeignAsync(identity)).Graph));
        Assert.NotNull(onAks.Denial(exec));
        Assert.Null(onAks.Denial(exec with { User = "another" }));
    }

    [Fact]
    public async Task Only_roles_may_be_escalated_and_bound()
    {
        var rule = Assert.Single(await RulesAsync(), rule => Texts(rule, "verbs").Intersect(["bind", "escalate"]).Any());

        Assert.Equal(["rbac.authorization.k8s.io"], Texts(rule, "apiGroups"));
        Assert.Equal(["clusterrolebindings", "clusterroles", "rolebindings", "roles"], Texts(rule, "resources"));
    }

    // API groups of the objects in k8tre/k8tre at d9ff2e1, and of the custom resources in its charts.
    [Theory]
    [InlineData("")]
    [InlineData("admissionregistration.k8s.io")]
    [InlineData("apiextensions.k8s.io")]
    [InlineData("apps")]
    [InlineData("batch")]
    [InlineData("cert-manager.io")]
    [InlineData("cilium.io")]
    [InlineData("external-secrets.io")]
    [InlineData("gateway.networking.k8s.io")]
    [InlineData("identity.k8tre.io")]
    [InlineData("metallb.io")]
    [InlineData("monitoring.coreos.com")]
    [InlineData("networking.k8s.io")]
    [InlineData("postgresql.cnpg.io")]
    [InlineData("rbac.authorization.k8s.io")]
    [InlineData("research.k8tre.io")]
    [InlineData("storage.k8s.io")]
    public async Task Objects_of_k8tre_may_be_written(string group) => Assert.Contains(
        await RulesAsync(),
        rule => Texts(rule, "apiGroups").Contains(group)
            && new[] { "create", "update", "patch", "delete" }.All(Texts(rule, "verbs").Contains));

    [Fact]
    public async Task The_organisations_own_api_groups_may_be_written() =>
        Assert.Contains(
            await RulesAsync("apps.example.org"),
            rule => Texts(rule, "apiGroups").Contains("apps.example.org") && Texts(rule, "resources") is ["*"]);
}
