using System.Text.Json.Nodes;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Components.OnPrem;
using K8tre.Tests.Clusters;
using K8tre.Tests.OnPrem;

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

    [Fact]
    public async Task Argo_cd_may_read_all_objects_and_write_some()
    {
        var rules = await RulesAsync();

        var everything = Assert.Single(rules, rule => Texts(rule, "apiGroups").Contains("*"));
        Assert.Equal(["get", "list", "watch"], Texts(everything, "verbs"));
        Assert.All(rules, rule => Assert.DoesNotContain("*", Texts(rule, "verbs")));
    }

    [Fact]
    public async Task Argo_cd_may_not_impersonate_users_run_commands_in_pods_or_change_nodes()
    {
        var rules = (await RulesAsync()).Where(rule => !Texts(rule, "apiGroups").Contains("*")).ToArray();

        Assert.All(rules, rule => Assert.DoesNotContain("impersonate", Texts(rule, "verbs")));
        // In the core group, an asterisk would include pods/exec, serviceaccounts/token and nodes/proxy.
        var core = Assert.Single(rules, rule => Texts(rule, "apiGroups").Contains(""));
        Assert.DoesNotContain(
            Texts(core, "resources"), resource => resource.Contains('*') || resource.Contains('/') || resource == "nodes");
        Assert.All(rules, rule => Assert.DoesNotContain("certificates.k8s.io", Texts(rule, "apiGroups")));
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
