using System.Text.Json.Nodes;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps;
using K8tre.Components.OnPrem;
using K8tre.Tests.Clusters;
using K8tre.Tests.OnPrem;

namespace K8tre.Tests.GitOps;

public sealed class ArgoCdAccessTests
{
    private const string Role = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";

    private static async Task<(ArgoCdAccess Access, ResourceGraph Graph)> AccessAsync(string generation = "1", params string[] apiGroups)
    {
        ArgoCdAccess? access = null;
        var graph = await ResourceGraph.OfAsync(options => access = new ArgoCdAccess(
            "access", new() { Cluster = new K3sCluster("k3s", Hosts.Single, options), Generation = generation, ApiGroups = apiGroups }, options));
        return (access!, graph);
    }

    private static async Task<IReadOnlyList<JsonNode>> RulesAsync(params string[] apiGroups)
    {
        var (_, graph) = await AccessAsync("1", apiGroups);
        return [.. Json.Of(Assert.Single(graph.Requests.Values, request => request.Type == Role).Inputs)!["rules"]!.AsArray().Select(rule => rule!)];
    }

    private static string[] Texts(JsonNode rule, string member) => [.. rule[member]!.AsArray().Select(text => (string)text!)];

    [Fact]
    public async Task Connection_is_the_servers_url_its_certificate_and_a_secret_token()
    {
        var (access, _) = await AccessAsync();

        Assert.Equal("tre-dev", access.Connection.Name);
        Assert.Equal("https://192.0.2.11:6443", await OutputUtilities.GetValueAsync(access.Connection.Server));
        // "ca.crt" stays as the cluster gave it, in base64. The token does not.
        Assert.Equal(
            """{"bearerToken":"token","tlsClientConfig":{"insecure":false,"caData":"Y2EuY3J0"}}""",
            await OutputUtilities.GetValueAsync(access.Connection.Config));
        Assert.True(await Output.IsSecretAsync(access.Connection.Config));
    }

    [Fact]
    public async Task A_role_of_aws_connects_without_a_secret_and_its_group_has_the_rights()
    {
        var (access, graph) = await ForeignAsync(new ArgoCredential.EksRole(Output.Create("arn:aws:iam::111122223333:role/tre-prd-argocd"), "k8tre:argocd", Output.Create("Y2E=")));

        Assert.Equal(
            """{"awsAuthConfig":{"clusterName":"tre-prd","roleARN":"arn:aws:iam::111122223333:role/tre-prd-argocd"},"tlsClientConfig":{"insecure":false,"caData":"Y2E="}}""",
            await OutputUtilities.GetValueAsync(access.Connection.Config));
        Assert.Equal(("Group", "k8tre:argocd"), Subject(graph));
        Assert.DoesNotContain(graph.Requests.Values, request => request.Type == "kubernetes:core/v1:Secret");
    }

    [Fact]
    public async Task An_identity_of_entra_connects_without_a_secret_and_its_object_has_the_rights()
    {
        var identity = new ArgoCdIdentity.Entra(Output.Create("client"), Output.Create("object"), Output.Create("tenant"));
        var (access, graph) = await ForeignAsync(new ArgoCredential.Entra(identity, Output.Create("Y2E=")));

        var config = JsonNode.Parse(await OutputUtilities.GetValueAsync(access.Connection.Config))!;
        Assert.Equal("argocd-k8s-auth", (string?)config.At("execProviderConfig.command"));
        Assert.Equal(("client", "tenant"), ((string?)config.At("execProviderConfig.env.AZURE_CLIENT_ID"), (string?)config.At("execProviderConfig.env.AZURE_TENANT_ID")));
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
    public async Task Another_generation_is_another_object_of_the_same_account()
    {
        var (_, first) = await AccessAsync("1");
        var (_, second) = await AccessAsync("2026-10");

        Assert.Equal(("argocd-manager-1", "argocd-manager"), Token(first));
        Assert.Equal(("argocd-manager-2026-10", "argocd-manager"), Token(second));

        static (string?, string?) Token(ResourceGraph graph)
        {
            var secret = Json.Of(graph.Requests["access-account-token"].Inputs);
            return ((string?)secret.At("metadata.name"), (string?)secret!["metadata"]!["annotations"]!["kubernetes.io/service-account.name"]);
        }
    }

    [Fact]
    public async Task The_role_goes_to_that_account_alone()
    {
        var (_, graph) = await AccessAsync();

        var binding = Json.Of(Assert.Single(graph.Requests.Values, request => request.Type!.EndsWith(":ClusterRoleBinding", StringComparison.Ordinal)).Inputs)!;
        Assert.Equal("argocd-manager", (string)binding.At("roleRef.name")!);
        var subject = Assert.Single(binding["subjects"]!.AsArray())!;
        Assert.Equal(("ServiceAccount", "argocd-manager", "kube-system"), ((string)subject["kind"]!, (string)subject["name"]!, (string)subject["namespace"]!));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Everything_may_be_read_and_not_everything_written()
    {
        var rules = await RulesAsync();

        var everything = Assert.Single(rules, rule => Texts(rule, "apiGroups").Contains("*"));
        Assert.Equal(["get", "list", "watch"], Texts(everything, "verbs"));
        Assert.All(rules, rule => Assert.DoesNotContain("*", Texts(rule, "verbs")));
    }

    [Fact]
    public async Task Nobody_is_impersonated_and_nothing_done_inside_of_pods_or_to_nodes()
    {
        var rules = (await RulesAsync()).Where(rule => !Texts(rule, "apiGroups").Contains("*")).ToArray();

        Assert.All(rules, rule => Assert.DoesNotContain("impersonate", Texts(rule, "verbs")));
        // In the core group a star would bring pods/exec, serviceaccounts/token and nodes/proxy.
        var core = Assert.Single(rules, rule => Texts(rule, "apiGroups").Contains(""));
        Assert.DoesNotContain(Texts(core, "resources"), resource => resource.Contains('*') || resource.Contains('/') || resource == "nodes");
        Assert.All(rules, rule => Assert.DoesNotContain("certificates.k8s.io", Texts(rule, "apiGroups")));
    }

    [Fact]
    public async Task Roles_may_be_escalated_and_bound_and_nothing_else()
    {
        var rule = Assert.Single(await RulesAsync(), rule => Texts(rule, "verbs").Contains("escalate") || Texts(rule, "verbs").Contains("bind"));

        Assert.Equal(["rbac.authorization.k8s.io"], Texts(rule, "apiGroups"));
        Assert.Equal(["clusterrolebindings", "clusterroles", "rolebindings", "roles"], Texts(rule, "resources"));
    }

    // The groups of the objects in k8tre/k8tre at d9ff2e1, and of the custom resources that its charts make.
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
    public async Task What_k8tre_consists_of_may_be_written(string group) => Assert.Contains(
        await RulesAsync(),
        rule => Texts(rule, "apiGroups").Contains(group) && new[] { "create", "update", "patch", "delete" }.All(Texts(rule, "verbs").Contains));

    [Fact]
    public async Task A_site_adds_the_groups_of_its_fork() =>
        Assert.Contains(await RulesAsync("apps.example.org"), rule => Texts(rule, "apiGroups").Contains("apps.example.org") && Texts(rule, "resources") is ["*"]);
}
