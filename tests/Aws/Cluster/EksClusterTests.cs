using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components;
using K8tre.Components.Aws.Cluster;
using K8tre.Components.Clusters;
using K8tre.Components.Network;

namespace K8tre.Tests.Aws.Cluster;

public sealed class EksClusterTests
{
    private static EksClusterArgs Valid => EksComponents.Cluster;

    [Theory]
    [InlineData("vpcConfig.endpointPrivateAccess", true)]
    [InlineData("vpcConfig.endpointPublicAccess", false)]
    [InlineData("vpcConfig.publicAccessCidrs", null)]
    [InlineData("bootstrapSelfManagedAddons", false)]
    [InlineData("accessConfig.authenticationMode", "API")]
    [InlineData("accessConfig.bootstrapClusterCreatorAdminPermissions", false)]
    [InlineData("encryptionConfig.provider.keyArn", "arn:aws:kms:eu-west-2:123456789012:key/secrets")]
    [InlineData("encryptionConfig.resources.0", "secrets")]
    [InlineData("upgradePolicy.supportType", "STANDARD")]
    [InlineData("kubernetesNetworkConfig.serviceIpv4Cidr", "172.20.0.0/16")]
    public async Task It_is_private_encrypted_and_without_an_administrator_by_birth(string path, object? expected) =>
        Assert.Equal(Json.Of(expected)?.ToJsonString(), (await ClusterAsync(Valid)).At(path)?.ToJsonString());

    [Fact]
    public async Task The_internet_reaches_it_from_the_ranges_listed_alone()
    {
        var network = (await ClusterAsync(Valid with { PublicRanges = [IPNetwork.Parse("192.0.2.0/24")] }))["vpcConfig"]!;

        Assert.True((bool)network["endpointPublicAccess"]!);
        Assert.Equal(["192.0.2.0/24"], network.Texts("publicAccessCidrs"));
    }

    [Fact]
    public async Task It_logs_all_that_it_can_into_a_group_that_is_there_before_and_encrypted()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksCluster("tre-dev", Valid, options), "tre-dev-log");

        var log = graph.OfType("aws:cloudwatch/logGroup:LogGroup").Single();
        Assert.Equal(("/aws/eks/tre-dev/cluster", "arn:aws:kms:eu-west-2:123456789012:key/logs", 365),
            ((string?)log.Value["name"], (string?)log.Value["kmsKeyId"], (int)(double)log.Value["retentionInDays"]!));
        Assert.Equal(["api", "audit", "authenticator", "controllerManager", "scheduler"], Cluster(graph).Texts("enabledClusterLogTypes"));
        Assert.True(graph.ComesAfter("tre-dev", log.Key));
        Assert.Empty(graph.Orphans);
    }

    [Theory, InlineData(TreEnvironment.Dev, false), InlineData(TreEnvironment.Stg, true), InlineData(TreEnvironment.Prd, true)]
    public async Task Whoever_takes_down_what_serves_people_says_so_twice(TreEnvironment environment, bool isProtected) =>
        Assert.Equal(isProtected, (bool)(await ClusterAsync(Valid with { Environment = environment }))["deletionProtection"]!);

    [Fact]
    public async Task Who_is_let_in_is_listed()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksCluster("tre-dev", Valid, options));

        var rule = Assert.Single(graph.OfType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).Value;
        Assert.Equal(("sg-tre-dev-group", "10.9.0.0/24", 443), ((string?)rule["securityGroupId"], (string?)rule["cidrIpv4"], (int)(double)rule["fromPort"]!));
    }

    [Fact]
    public async Task Its_kubeconfig_is_secret_and_there_once_administrators_may_come_in()
    {
        const string right = "tre-dev-access-role-platform-admin-admin";
        EksCluster? cluster = null;
        var graph = await ResourceGraph.OfAsync(
            options => new ClusterNetwork("net", new() { Cluster = cluster = new EksCluster("tre-dev", Valid) }, options), right);

        Assert.True(await Output.IsSecretAsync(cluster!.KubeConfig));
        var config = JsonNode.Parse(await OutputUtilities.GetValueAsync(cluster.KubeConfig));
        Assert.Equal("https://TRE-DEV-ENDPOINT.gr7.eu-west-2.eks.amazonaws.com", (string?)config.At("clusters.0.cluster.server"));
        Assert.True(graph.ComesAfter("net", right));
    }

    [Fact]
    public async Task Cilium_finds_the_API_server_without_a_scheme() => Assert.Equal(
        """{"host":"tre-dev-endpoint.gr7.eu-west-2.eks.amazonaws.com","port":443}""",
        await WithClusterAsync(async cluster => new JsonObject
        {
            ["host"] = await OutputUtilities.GetValueAsync(cluster.ApiEndpoint.Host.Apply(host => host)),
            ["port"] = cluster.ApiEndpoint.Port,
        }.ToJsonString()));

    [Theory]
    [InlineData("eni.enabled", true)]
    [InlineData("eni.awsEnablePrefixDelegation", true)]
    [InlineData("ipam.mode", "eni")]
    [InlineData("routingMode", "native")]
    [InlineData("enableIPv4Masquerade", false)]
    [InlineData("agentNotReadyTaintKey", "ignore-taint.cluster-autoscaler.kubernetes.io/cilium-not-ready")]
    [InlineData("encryption.type", "wireguard")]
    [InlineData("kubeProxyReplacement", true)]
    [InlineData("bpf", null)]
    [InlineData("tunnelProtocol", null)]
    public async Task Pods_have_addresses_of_the_network(string path, object? expected) =>
        Assert.Equal(Json.Of(expected)?.ToJsonString(), Json.Of((await NetworkAsync()).Requests["net-cilium"].Inputs["values"]).At(path)?.ToJsonString());

    [Fact]
    public async Task Every_value_is_one_that_the_chart_knows() =>
        Assert.Empty(ChartValuesTests.Cilium.Problems(Json.Of((await NetworkAsync()).Requests["net-cilium"].Inputs["values"])!));

    [Theory]
    [InlineData("net-cilium", "tre-dev-cilium-cilium-operator")]
    [InlineData("tre-dev-nodes-system-eu-west-2a", "net-cilium")]
    [InlineData("tre-dev-add-ons-coredns", "tre-dev-nodes-system-eu-west-2b")]
    [InlineData("tre-dev-add-ons-ebs", "tre-dev-nodes-system-eu-west-2b")]
    [InlineData("tre-dev-add-ons-ebs", "tre-dev-add-ons-ebs-identity-ebs-csi-controller-sa")]
    [InlineData("tre-dev-add-ons-efs", "tre-dev-add-ons-efs-identity-efs-csi-controller-sa")]
    [InlineData("net-baseline-dns-upstream", "tre-dev-add-ons-coredns")]
    [InlineData("net-baseline-dns-upstream", "tre-dev-pod-identity")]
    public async Task One_thing_comes_after_the_other(string later, string earlier) => Assert.True((await NetworkAsync(earlier)).ComesAfter(later, earlier));

    [Fact]
    public async Task Nothing_waits_for_Cilium_while_there_are_no_nodes() => Assert.True((bool)(await NetworkAsync()).Requests["net-cilium"].Inputs["skipAwait"]);

    [Fact]
    public async Task What_hands_out_identities_is_pinned()
    {
        var agent = (await NetworkAsync()).OfType("aws:eks/addon:Addon")["tre-dev-pod-identity"];

        Assert.Equal((Versions.EksPodIdentity.Name, Versions.EksPodIdentity.Version), ((string?)agent["addonName"], (string?)agent["addonVersion"]));
    }

    [Fact]
    public async Task An_Argo_CD_elsewhere_comes_in_by_a_role_and_as_a_group()
    {
        var credential = await WithClusterAsync(
            cluster => Task.FromResult(cluster.ArgoCredential), Valid with { ArgoCd = new(Output.Create("arn:aws:iam::123456789012:role/hub-argocd")) });

        var role = Assert.IsType<ArgoCredential.EksRole>(credential);
        Assert.Equal((EksAccess.ArgoCdGroup, "Y2VydGlmaWNhdGVz"), (role.Group, await OutputUtilities.GetValueAsync(role.CaData)));
    }

    [Fact]
    public async Task Its_nodes_are_those_of_every_pool_in_every_zone() => Assert.Equal(2, await WithClusterAsync(cluster => Task.FromResult(cluster.NodeCount)));

    private static async Task<T> WithClusterAsync<T>(Func<EksCluster, Task<T>> read, EksClusterArgs? args = null)
    {
        EksCluster? cluster = null;
        _ = await ResourceGraph.OfAsync(options => cluster = new EksCluster("tre-dev", args ?? Valid, options));
        return await read(cluster!);
    }

    private static Task<ResourceGraph> NetworkAsync(params string[] slow) => ResourceGraph.OfAsync(
        options => new ClusterNetwork("net", new() { Cluster = new EksCluster("tre-dev", Valid) }, options), slow);

    private static async Task<JsonNode> ClusterAsync(EksClusterArgs args) =>
        Cluster(await ResourceGraph.OfAsync(options => new EksCluster("tre-dev", args, options)));

    private static JsonNode Cluster(ResourceGraph graph) => graph.OfType("aws:eks/cluster:Cluster").Single().Value;
}
