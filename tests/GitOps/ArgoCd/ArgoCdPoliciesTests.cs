using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;

namespace K8tre.Tests.GitOps.ArgoCd;

public sealed class ArgoCdPoliciesTests
{
    private static readonly ArgoCdArgs Valid = new() { Environment = TreEnvironment.Dev, NodeCount = 1, IsTarget = true };

    [Fact]
    public async Task Only_pods_of_Argo_CD_and_the_gateway_reach_Argo_CD()
    {
        var spec = (await GraphAsync(Valid)).Inputs("kubernetes:cilium.io/v2:CiliumNetworkPolicy", "argocd-closed")["spec"]!;

        Assert.Empty(spec["endpointSelector"]!.AsObject());
        Assert.True((bool)spec.At("enableDefaultDeny.ingress")!);
        Assert.Equal("""[{"fromEndpoints":[{}]}]""", spec["ingress"]!.ToJsonString());
        var outsiders = spec.At("ingressDeny.0.fromEndpoints.0.matchExpressions.1")!;
        Assert.Equal("NotIn", (string?)outsiders["operator"]);
        Assert.Equal("""["argocd"]""", outsiders["values"]!.ToJsonString());
        Assert.Equal("""["world","remote-node"]""", spec.At("ingressDeny.1.fromEntities")!.ToJsonString());
    }

    [Fact]
    public async Task The_gateway_reaches_the_web_interface_and_no_other_part()
    {
        Assert.DoesNotContain("argocd-gateway", (await GraphAsync(Valid)).Requests.Keys);

        var graph = await GraphAsync(Valid with { Host = "argocd.tre.example.org" });
        var spec = graph.Inputs("kubernetes:cilium.io/v2:CiliumNetworkPolicy", "argocd-gateway")["spec"]!;
        Assert.Equal("argocd-server", (string?)spec.At("endpointSelector.matchLabels")!["app.kubernetes.io/name"]);
        Assert.Equal("""["ingress"]""", spec.At("ingress.0.fromEntities")!.ToJsonString());
        Assert.Equal("8080", (string?)spec.At("ingress.0.toPorts.0.ports.0.port"));
    }

    [Fact]
    public async Task Argo_CD_does_not_reach_the_kubelets_and_keeps_its_other_traffic()
    {
        var spec = (await GraphAsync(Valid)).Inputs("kubernetes:cilium.io/v2:CiliumNetworkPolicy", "argocd-closed")["spec"]!;

        Assert.Equal("""["host","remote-node"]""", spec.At("egressDeny.0.toEntities")!.ToJsonString());
        Assert.Equal("10250", (string?)spec.At("egressDeny.0.toPorts.0.ports.0.port"));
        // A deny without this line would put every pod of the namespace into a default-deny of egress.
        Assert.False((bool)spec.At("enableDefaultDeny.egress")!);
    }

    [Fact]
    public async Task The_parts_that_manage_clusters_reach_only_their_API_servers_and_the_sign_in()
    {
        var egress = await EgressAsync(Valid with
        {
            SignInHost = "login.example.org",
            OtherClusters =
            [
                new([IPNetwork.Parse("10.64.48.128/26")], 443),
                new([IPNetwork.Parse("10.64.80.128/26")], 443) { Names = ["*.region.example.org"] },
                new([], 6443) { Names = ["k3s.example.org"] },
            ],
        });

        Assert.Equal("""["10.64.48.128/26","10.64.80.128/26"]""", egress.At("0.toCIDR")!.ToJsonString());
        Assert.Equal(
            [("443", "*.region.example.org"), ("6443", "k3s.example.org"), ("443", "login.example.org")],
            egress.AsArray().Where(rule => rule!["toFQDNs"] is not null).Select(rule => (
                (string?)rule!.At("toPorts.0.ports.0.port"),
                (string?)(rule.At("toFQDNs.0.matchName") ?? rule.At("toFQDNs.0.matchPattern")))));
        Assert.Equal("kube-dns", (string?)egress.AsArray()[^1]!.At("toEndpoints.0.matchLabels")!["k8s:k8s-app"]);
        Assert.Equal(5, egress.AsArray().Count);
    }

    [Fact]
    public async Task Addresses_alone_need_no_DNS_proxy() => Assert.Single(
        (await EgressAsync(Valid with { OtherClusters = [new([IPNetwork.Parse("192.0.2.1/32")], 6443)] })).AsArray());

    private static Task<ResourceGraph> GraphAsync(ArgoCdArgs args) =>
        ResourceGraph.OfAsync(options => new Components.GitOps.ArgoCd.ArgoCd("argocd", args, options));

    private static async Task<JsonNode> EgressAsync(ArgoCdArgs args) =>
        (await GraphAsync(args)).Inputs("kubernetes:cilium.io/v2:CiliumNetworkPolicy", "argocd-clusters").At("spec.egress")!;
}
