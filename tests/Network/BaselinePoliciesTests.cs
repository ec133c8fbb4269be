using System.Text.Json.Nodes;
using K8tre.Components.Network;
using K8tre.Components.OnPrem;
using K8tre.Tests.OnPrem;

namespace K8tre.Tests.Network;

public sealed class BaselinePoliciesTests
{
    [Fact]
    public async Task A_policy_only_adds_permissions_and_describes_the_consequence_if_it_is_missing()
    {
        var policies = await PoliciesAsync();

        Assert.NotEmpty(policies);
        Assert.All(policies.Values, policy =>
        {
            Assert.False((bool)policy.At("spec.enableDefaultDeny.egress")!);
            Assert.False((bool)policy.At("spec.enableDefaultDeny.ingress")!);
            Assert.Contains("; without it ", (string)policy.At("spec.description")!, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Only_dns_servers_reach_destinations_outside_the_cluster()
    {
        var opens = (await PoliciesAsync()).Where(policy => Destinations(policy.Value).Contains("world")).ToArray();

        Assert.Equal(["baseline-dns-upstream", "baseline-kare-dns-upstream"], opens.Select(policy => policy.Key).Order());
        Assert.All(opens, policy => Assert.Equal(["53/UDP", "53/TCP"], Ports(policy.Value)));
    }

    [Fact]
    public async Task Dns_servers_ask_for_listed_names_only_where_no_firewall_restricts_names()
    {
        var policies = await PoliciesAsync("github.com", "**.tre.example.org");

        Assert.All(["baseline-dns-upstream", "baseline-kare-dns-upstream"], name => Assert.Equal(
            """[{"matchName":"github.com"},{"matchPattern":"**.tre.example.org"}]""",
            policies[name].At("spec.egress.0.toPorts.0.rules.dns")!.ToJsonString()));
    }

    [Fact]
    public async Task The_clusters_dns_server_may_ask_the_organisations_resolvers()
    {
        var policy = (await PoliciesAsync())["baseline-dns-upstream"];

        Assert.Equal("kube-system", (string?)policy.At("metadata.namespace"));
        Assert.Equal(new() { ["k8s-app"] = "kube-dns" }, Labels(policy));
    }

    [Fact]
    public async Task The_dns_server_of_k8tre_may_ask_them_before_its_namespace_exists()
    {
        var policy = (await PoliciesAsync())["baseline-kare-dns-upstream"];

        Assert.Equal("CiliumClusterwideNetworkPolicy", (string?)policy["kind"]);
        Assert.Equal(new() { ["io.kubernetes.pod.namespace"] = "kare-dns", ["app.kubernetes.io/name"] = "coredns" }, Labels(policy));
    }

    [Fact]
    public async Task Only_the_api_server_of_the_control_plane_nodes_is_reachable()
    {
        var policy = (await PoliciesAsync())["baseline-api-server"];

        Assert.Equal(["kube-apiserver"], Destinations(policy));
        Assert.Equal(["6443/TCP", "443/TCP"], Ports(policy));
    }

    [Fact]
    public async Task Pods_of_projects_do_not_reach_the_api_server()
    {
        var except = (await PoliciesAsync())["baseline-api-server"].At("spec.endpointSelector.matchExpressions.1")!;

        Assert.Equal("io.cilium.k8s.namespace.labels.k8tre.io/resource-type", (string?)except["key"]);
        Assert.Equal("NotIn", (string?)except["operator"]);
        Assert.Equal(["project-namespace"], Texts(except["values"]));
    }

    [Fact]
    public async Task Metrics_server_reaches_only_the_kubelets_on_the_nodes()
    {
        var policy = (await PoliciesAsync())["baseline-kubelets"];

        Assert.Equal("kube-system", (string?)policy.At("metadata.namespace"));
        Assert.Equal(new() { ["k8s-app"] = "metrics-server" }, Labels(policy));
        Assert.Equal(["host", "remote-node"], Destinations(policy));
        Assert.Equal(["10250/TCP"], Ports(policy));
    }

    private static IReadOnlyList<string?> Destinations(JsonNode policy) => Texts(policy.At("spec.egress.0.toEntities"));

    private static IReadOnlyList<string> Ports(JsonNode policy) =>
        [.. policy.At("spec.egress.0.toPorts.0.ports")!.AsArray().Select(port => $"{port!["port"]}/{port["protocol"]}")];

    private static Dictionary<string, string> Labels(JsonNode policy) =>
        policy.At("spec.endpointSelector.matchLabels")!.AsObject().ToDictionary(label => label.Key, label => (string)label.Value!);

    private static IReadOnlyList<string?> Texts(JsonNode? list) => [.. list!.AsArray().Select(item => (string?)item)];

    private static async Task<IReadOnlyDictionary<string, JsonNode>> PoliciesAsync(params string[] names) =>
        (await ResourceGraph.OfAsync(options => new BaselinePolicies(
            "baseline",
            new() { Cluster = new K3sCluster("k3s", Hosts.Single), ResolvableNames = names.Length == 0 ? null : names, DependsOn = [] },
            options)))
        .Requests.Values
        .Where(request => request.Type!.StartsWith("kubernetes:cilium.io/v2:", StringComparison.Ordinal))
        .ToDictionary(request => request.Name!, request => Json.Of(request.Inputs)!);
}
