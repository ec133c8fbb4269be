using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components.Network;
using K8tre.Components.OnPrem;
using K8tre.Tests.OnPrem;

namespace K8tre.Tests.Network;

public sealed class IsolationPoliciesTests
{
    private static readonly Edge Mirror = new()
    {
        Name = "mirror",
        Direction = EdgeDirection.Egress,
        Namespace = null,
        Ranges = [IPNetwork.Parse("192.0.2.10/32")],
        Names = ["mirror.example.org"],
        Ports = ["443/TCP"],
        Reason = "Projects install packages from the organisation's mirror",
    };

    [Fact]
    public async Task Every_policy_states_its_default_deny_and_its_reason() => Assert.All(
        (await PoliciesAsync(isTarget: true, Mirror)).Values, policy =>
        {
            Assert.NotNull(policy.At("spec.enableDefaultDeny.egress"));
            Assert.NotNull(policy.At("spec.enableDefaultDeny.ingress"));
            Assert.Contains("; without it ", (string)policy.At("spec.description")!, StringComparison.Ordinal);
        });

    [Fact]
    public async Task A_management_cluster_has_no_policies_of_projects() => Assert.Equal(
        ["isolation-cluster-only", "isolation-hubble-relay", "isolation-metadata"],
        (await PoliciesAsync(isTarget: false)).Keys.Order());

    [Fact]
    public async Task Projects_are_closed_before_their_own_policy_exists()
    {
        var spec = (await PoliciesAsync(isTarget: true))["isolation-projects"]["spec"]!;

        Assert.True((bool)spec.At("enableDefaultDeny.egress")!);
        Assert.True((bool)spec.At("enableDefaultDeny.ingress")!);
        Assert.Null(spec["egress"]);
        Assert.Equal("""["world"]""", spec.At("ingressDeny.0.fromEntities")!.ToJsonString());
        Assert.Equal("""["host","remote-node","kube-apiserver"]""", spec.At("egressDeny.0.toEntities")!.ToJsonString());
        Assert.Equal("""["world"]""", spec.At("egressDeny.1.toEntities")!.ToJsonString());
    }

    [Fact]
    public async Task An_edge_of_projects_opens_its_range_on_its_port_only()
    {
        var policies = await PoliciesAsync(isTarget: true, Mirror);

        var denied = policies["isolation-projects"].At("spec.egressDeny")!;
        Assert.Equal(
            """[{"cidr":"0.0.0.0/0","except":["192.0.2.10/32"]},{"cidr":"::/0"}]""", Sorted(denied.At("1.toCIDRSet")!));
        Assert.Equal("""["192.0.2.10/32"]""", denied.At("2.toCIDR")!.ToJsonString());
        Assert.Equal(
            ["1-442/TCP", "444-65535/TCP", "1-65535/UDP", "1-65535/SCTP"],
            denied.At("2.toPorts.0.ports")!.AsArray().Select(port => $"{port!["port"]}-{port["endPort"]}/{port["protocol"]}"));
        var opened = policies["isolation-edge-mirror"].At("spec.egress")!;
        Assert.Single(opened.AsArray());
        Assert.Equal("""["192.0.2.10/32"]""", opened.At("0.toCIDR")!.ToJsonString());
    }

    [Fact]
    public async Task An_edge_into_projects_opens_its_range_only()
    {
        var policies = await PoliciesAsync(isTarget: true, Mirror with { Direction = EdgeDirection.Ingress, Names = [] });

        Assert.Equal("192.0.2.10/32", (string?)policies["isolation-projects"].At("spec.ingressDeny.0.fromCIDRSet.0.except.0"));
        Assert.Equal("""["192.0.2.10/32"]""", policies["isolation-edge-mirror"].At("spec.ingress.0.fromCIDR")!.ToJsonString());
    }

    [Fact]
    public async Task An_edge_of_a_namespace_opens_names_and_lets_Cilium_see_their_addresses()
    {
        var policy = (await PoliciesAsync(isTarget: true, Mirror with { Namespace = "gitea", Ranges = [] }))["isolation-edge-mirror"];

        Assert.Equal("gitea", (string?)policy.At("spec.endpointSelector.matchExpressions.0.values.0"));
        Assert.Equal("mirror.example.org", (string?)policy.At("spec.egress.0.toFQDNs.0.matchName"));
        Assert.Equal("*", (string?)policy.At("spec.egress.1.toPorts.0.rules.dns.0.matchPattern"));
    }

    [Fact]
    public async Task Pods_outside_projects_reach_only_the_cluster_from_the_start()
    {
        var spec = (await PoliciesAsync(isTarget: false))["isolation-cluster-only"]["spec"]!;

        Assert.True((bool)spec.At("enableDefaultDeny.egress")!);
        Assert.Equal("""[{"toEntities":["cluster"]}]""", spec["egress"]!.ToJsonString());
    }

    [Fact]
    public async Task JupyterHub_reaches_only_the_API_server_outside_the_cluster()
    {
        var spec = (await PoliciesAsync(isTarget: true))["isolation-jupyterhub"]["spec"]!;

        Assert.Equal("10.64.112.128/26", (string?)spec.At("egressDeny.0.toCIDRSet.0.except.0"));
        Assert.Equal("""["hub","proxy"]""", spec.At("endpointSelector.matchExpressions.1.values")!.ToJsonString());
    }

    [Fact]
    public async Task No_pod_reaches_other_clusters_even_by_an_edge()
    {
        var spec = (await PoliciesAsync(isTarget: true))["isolation-other-clusters"]["spec"]!;

        Assert.Equal("""["10.0.64.0/18"]""", spec.At("egressDeny.0.toCIDR")!.ToJsonString());
        Assert.Equal(
            """[{"key":"k8s:io.kubernetes.pod.namespace","operator":"Exists"}]""", Sorted(spec.At("endpointSelector.matchExpressions")!));
    }

    private static string Sorted(JsonNode objects) => new JsonArray([.. objects.AsArray().Select(item => new JsonObject(
        item!.AsObject().OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))))]).ToJsonString();

    private static async Task<IReadOnlyDictionary<string, JsonNode>> PoliciesAsync(bool isTarget, params Edge[] edges)
    {
        var graph = await ResourceGraph.OfAsync(options => new IsolationPolicies("isolation", new()
        {
            Cluster = new K3sCluster("k3s", Hosts.Single),
            IsTarget = isTarget,
            ApiServerRanges = [IPNetwork.Parse("10.64.112.128/26")],
            OtherClusters = isTarget ? [IPNetwork.Parse("10.0.64.0/18")] : [],
            Edges = edges,
            DependsOn = [],
        }, options));
        return graph.Requests.Values
            .Where(request => request.Type!.StartsWith("kubernetes:cilium.io/v2:", StringComparison.Ordinal))
            .ToDictionary(request => request.Name!, request => Json.Of(request.Inputs)!);
    }
}
