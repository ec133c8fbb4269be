using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components;
using K8tre.Components.Network;
using HelmRelease = Pulumi.Kubernetes.Helm.V3.Release;

namespace K8tre.Tests.Network;

public sealed class CiliumTests
{
    private static readonly CiliumArgs Valid = new()
    {
        ClusterName = "tre-dev",
        ApiEndpoint = new("127.0.0.1", 6444),
        PodCidr = IPNetwork.Parse("10.42.0.0/16"),
        NodeCount = 1,
    };

    [Fact]
    public async Task Release_takes_the_pinned_chart()
    {
        var graph = await ResourceGraph.OfAsync(options => new Cilium("cilium", Valid, options));

        var release = graph.Single<HelmRelease>();
        Assert.Equal(Versions.Cilium.Version, await OutputUtilities.GetValueAsync(release.Version));
        Assert.Equal("kube-system", await OutputUtilities.GetValueAsync(release.Namespace));
        Assert.Empty(graph.Orphans);
    }

    [Theory]
    [InlineData("images.example/quay.io", null)]
    [InlineData("123456789012.dkr.ecr.eu-west-2.amazonaws.com/tre/quay", false)]
    public async Task Images_come_from_the_mirror_without_digests_if_it_needs_tags(string address, bool? useDigest)
    {
        var args = Valid with { NodeCount = 3, Mirrors = new() { Addresses = new Dictionary<string, string> { ["quay.io"] = address } } };

        var graph = await ResourceGraph.OfAsync(options => new Cilium("cilium", args, options));

        Assert.True(graph.Requests["cilium"].Inputs.ContainsKey("valueYamlFiles"));
        var values = JsonNode.Parse(CiliumImages.Values(args.Mirrors)!)!;
        Assert.Equal(
            ["certgen", "cilium", "cilium-envoy", "hubble-relay", "operator"],
            new[] { "certgen.image", "image", "envoy.image", "hubble.relay.image", "operator.image" }
                .Select(path => values.At($"{path}.repository")).Select(name => ((string)name!)[$"{address}/cilium/".Length..]));
        Assert.Equal(useDigest, (bool?)values.At("operator.image.useDigest"));
        Assert.Empty(ChartValuesTests.Cilium.Problems(values));
        Assert.False(graph.Requests["cilium"].Inputs.ContainsKey("allowNullValues"));
    }

    [Fact]
    public async Task The_release_does_not_wait_for_pods_if_nodes_are_created_later()
    {
        var graph = await ResourceGraph.OfAsync(options => new Cilium("cilium", Valid with { HasNodes = false }, options));

        Assert.Equal(true, graph.Requests["cilium"].Inputs["skipAwait"]);
    }

    [Fact]
    public async Task Only_the_vendor_configures_addresses_if_it_assigns_them_to_pods()
    {
        var graph = await ResourceGraph.OfAsync(options => new Cilium(
            "cilium",
            Valid with { PodCidr = null, VendorValues = new() { ["ipam"] = new InputMap<object> { ["mode"] = "eni" } } },
            options));

        var values = Json.Of(graph.Requests["cilium"].Inputs["values"])!;
        Assert.Equal("""{"mode":"eni"}""", values["ipam"]!.ToJsonString());
        Assert.Null(values["routingMode"]);
        Assert.Null(values["tunnelProtocol"]);
    }

    [Theory]
    [InlineData("kubeProxyReplacement", true)]
    [InlineData("k8sServiceHost", "127.0.0.1")]
    [InlineData("k8sServicePort", 6444.0)]
    [InlineData("ipam.operator.clusterPoolIPv4PodCIDRList.0", "10.42.0.0/16")]
    [InlineData("encryption.enabled", true)]
    [InlineData("encryption.type", "wireguard")]
    [InlineData("gatewayAPI.enabled", true)]
    [InlineData("l7Proxy", true)]
    [InlineData("hubble.relay.enabled", true)]
    [InlineData("hubble.ui.enabled", false)]
    public async Task Values_replace_kube_proxy_and_encrypt_traffic_between_nodes(string path, object expected)
    {
        var graph = await ResourceGraph.OfAsync(options => new Cilium("cilium", Valid, options));

        Assert.Equal(Json.Of(expected)!.ToJsonString(), Json.Of(graph.Requests["cilium"].Inputs["values"]).At(path)?.ToJsonString());
    }

    [Fact]
    public async Task Traffic_of_the_nodes_themselves_is_not_encrypted() => Assert.False(
        (bool)(await ValuesAsync()).At("encryption.nodeEncryption")!);

    [Fact]
    public async Task Cilium_does_not_assign_addresses_to_services() =>
        Assert.Equal("none", (string?)(await ValuesAsync()).At("defaultLBServiceIPAM"));

    [Fact]
    public async Task The_chart_has_every_value()
    {
        var graph = await ResourceGraph.OfAsync(options => new Cilium("cilium", Valid, options));

        Assert.Empty(ChartValuesTests.Cilium.Problems(Json.Of(graph.Requests["cilium"].Inputs["values"])!));
    }

    [Theory, InlineData(1, 1), InlineData(2, 2), InlineData(5, 2)]
    public async Task Each_replica_of_the_operator_has_a_node_of_its_own(int nodes, double replicas)
    {
        var graph = await ResourceGraph.OfAsync(options => new Cilium("cilium", Valid with { NodeCount = nodes }, options));

        Assert.Equal(replicas, (double)Json.Of(graph.Requests["cilium"].Inputs["values"]).At("operator.replicas")!);
    }

    [Theory, InlineData(0), InlineData(-1)]
    public void A_cluster_without_a_node_for_ordinary_pods_is_refused(int nodes) =>
        Assert.Contains("NoSchedule", Assert.Throws<ArgumentOutOfRangeException>(() => Valid with { NodeCount = nodes }).Message);

    [Fact]
    public void A_name_that_the_chart_refuses_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Valid with { ClusterName = new string('a', 33) });
        Assert.Equal(32, (Valid with { ClusterName = new string('a', 32) }).ClusterName.Length);
    }

    [Theory]
    [InlineData("resources", false)]
    [InlineData("initResources", false)]
    [InlineData("envoy.resources", false)]
    [InlineData("operator.resources", true)]
    [InlineData("hubble.relay.resources", true)]
    [InlineData("certgen.resources", true)]
    public async Task Every_container_has_requests_and_what_packets_pass_has_no_memory_limit(string path, bool isLimited)
    {
        var resources = (await ValuesAsync()).At(path);

        Assert.NotNull(resources.At("requests.cpu"));
        Assert.NotNull(resources.At("requests.memory"));
        Assert.Equal(isLimited, resources.At("limits.memory") is not null);
        Assert.Null(resources.At("limits.cpu"));
    }

    // Helm waits for the first run of the CronJob, which needs a node.
    [Theory]
    [InlineData(true, "cronJob", null)]
    [InlineData(false, "helm", 1095.0)]
    public async Task Certificates_of_hubble_are_renewed_or_outlive_two_upgrades(bool hasNodes, string method, double? days)
    {
        var graph = await ResourceGraph.OfAsync(options => new Cilium("cilium", Valid with { HasNodes = hasNodes }, options));

        var certificates = Json.Of(graph.Requests["cilium"].Inputs["values"]).At("hubble.tls.auto");
        Assert.Equal((method, days), ((string?)certificates.At("method"), (double?)certificates.At("certValidityDuration")));
    }

    [Theory, InlineData(1, false), InlineData(2, true), InlineData(5, true)]
    public async Task A_budget_keeps_one_of_two_operators(int nodes, bool hasBudget)
    {
        var graph = await ResourceGraph.OfAsync(options => new Cilium("cilium", Valid with { NodeCount = nodes }, options));

        Assert.Equal(
            hasBudget, (bool?)Json.Of(graph.Requests["cilium"].Inputs["values"]).At("operator.podDisruptionBudget.enabled") is true);
    }

    private static async Task<JsonNode?> ValuesAsync() =>
        Json.Of((await ResourceGraph.OfAsync(options => new Cilium("cilium", Valid, options))).Requests["cilium"].Inputs["values"]);

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    public async Task Helm_waits_for_the_operator_on_any_number_of_nodes(int nodes, bool recreates)
    {
        var graph = await ResourceGraph.OfAsync(options => new Cilium("cilium", Valid with { NodeCount = nodes }, options));

        var release = graph.Requests["cilium"].Inputs;
        var replicas = (double)Json.Of(release["values"]).At("operator.replicas")!;
        // Of two replicas, the chart's rolling update leaves one unavailable. Recreate counts none.
        // https://github.com/cilium/cilium/blob/v1.19.7/install/kubernetes/cilium/values.yaml
        Assert.InRange(replicas - (recreates ? 0 : 1), 1, replicas);
        // Null removes the chart's rolling update, which Kubernetes refuses beside Recreate. The values file has it.
        Assert.Equal(recreates, release.ContainsKey("valueYamlFiles"));
        Assert.Equal(recreates, release.TryGetValue("allowNullValues", out var allowed) && (bool)allowed);
    }
}
