using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components.Aws.Cluster;
using K8tre.Components.Clusters;
using K8tre.Components.Network;
using Pulumi.Random;

namespace K8tre.Tests.Aws.Cluster;

public sealed class EksControlPlaneTests
{
    private static EksControlPlaneArgs Valid => EksComponents.ControlPlane;

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
        var graph = await ResourceGraph.OfAsync(options => new EksControlPlane("eks", Valid, options), "eks-log");

        var log = graph.OfType("aws:cloudwatch/logGroup:LogGroup").Single();
        Assert.Equal(("/aws/eks/tre-dev/cluster", "arn:aws:kms:eu-west-2:123456789012:key/logs", 365),
            ((string?)log.Value["name"], (string?)log.Value["kmsKeyId"], (int)(double)log.Value["retentionInDays"]!));
        Assert.Equal(["api", "audit", "authenticator", "controllerManager", "scheduler"], Cluster(graph).Texts("enabledClusterLogTypes"));
        Assert.True(graph.ComesAfter("eks", log.Key));
        Assert.Empty(graph.Orphans);
    }

    [Theory, InlineData(TreEnvironment.Dev), InlineData(TreEnvironment.Stg), InlineData(TreEnvironment.Prd)]
    public async Task A_cluster_of_every_environment_is_protected_by_AWS_and_by_Pulumi(TreEnvironment environment)
    {
        var graph = await ResourceGraph.OfAsync(
            options => new EksControlPlane("eks", Valid with { Environment = environment }, options));

        Assert.True((bool)Cluster(graph)["deletionProtection"]!);
        Assert.True(graph.Options[graph.Single<Pulumi.Aws.Eks.Cluster>()].Protect);
    }

    [Fact]
    public async Task Both_protections_can_be_lifted()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksControlPlane("eks", Valid with { IsProtected = false }, options));

        Assert.False((bool)Cluster(graph)["deletionProtection"]!);
        Assert.NotEqual(true, graph.Options[graph.Single<Pulumi.Aws.Eks.Cluster>()].Protect);
    }

    [Fact]
    public async Task Who_is_let_in_is_listed()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksControlPlane("eks", Valid, options));

        var rule = Assert.Single(graph.OfType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).Value;
        Assert.Equal(
            ("sg-eks-group", "10.9.0.0/24", 443),
            ((string?)rule["securityGroupId"], (string?)rule["cidrIpv4"], (int)(double)rule["fromPort"]!));
    }

    [Fact]
    public async Task Its_kubeconfig_is_secret_and_contains_the_address_of_the_API_server()
    {
        EksControlPlane? cluster = null;
        await ResourceGraph.OfAsync(options => cluster = new EksControlPlane("eks", Valid, options));

        Assert.True(await Output.IsSecretAsync(cluster!.KubeConfig));
        var config = JsonNode.Parse(await OutputUtilities.GetValueAsync(cluster.KubeConfig));
        Assert.Equal("https://EKS-ENDPOINT.gr7.eu-west-2.eks.amazonaws.com", (string?)config.At("clusters.0.cluster.server"));
    }

    [Fact]
    public async Task Cilium_finds_the_API_server_without_a_scheme() => Assert.Equal(
        """{"host":"eks-endpoint.gr7.eu-west-2.eks.amazonaws.com","port":443}""",
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
        Assert.Equal(
            Json.Of(expected)?.ToJsonString(),
            Json.Of((await NetworkAsync()).Requests["net-cilium"].Inputs["values"]).At(path)?.ToJsonString());

    [Fact]
    public async Task Every_value_is_one_that_the_chart_knows() =>
        Assert.Empty(ChartValuesTests.Cilium.Problems(Json.Of((await NetworkAsync()).Requests["net-cilium"].Inputs["values"])!));

    [Theory]
    [InlineData("net-cilium", "eks-access-role-platform-admin-admin")]
    [InlineData("net-cilium", "eks-access-allow-10.9.0.0-24")]
    [InlineData("net-cilium", "eks-cilium-cilium-operator")]
    [InlineData("net-cilium", "eks-cilium-role-interfaces")]
    [InlineData("nodes-system-eu-west-2a", "net-cilium")]
    [InlineData("nodes-system-eu-west-2a", "nodes-role-AmazonEKSWorkerNodePolicy")]
    [InlineData("nodes-system-eu-west-2a", "nodes-group-https-out")]
    [InlineData("tre-dev-add-ons-coredns", "nodes-system-eu-west-2b")]
    [InlineData("tre-dev-add-ons-ebs", "nodes-system-eu-west-2b")]
    [InlineData("tre-dev-add-ons-ebs", "tre-dev-add-ons-ebs-identity-ebs-csi-controller-sa")]
    [InlineData("tre-dev-add-ons-efs", "tre-dev-add-ons-efs-identity-efs-csi-controller-sa")]
    [InlineData("base-dns-upstream", "tre-dev-add-ons-coredns")]
    [InlineData("base-dns-upstream", "tre-dev-add-ons-pod-identity")]
    public async Task One_resource_comes_after_the_other(string later, string earlier) =>
        Assert.True((await NetworkAsync(earlier)).ComesAfter(later, earlier));

    [Fact]
    public async Task Nothing_waits_for_Cilium_while_there_are_no_nodes() =>
        Assert.True((bool)(await NetworkAsync()).Requests["net-cilium"].Inputs["skipAwait"]);

    [Fact]
    public async Task The_API_server_has_all_connections_before_anything_is_created_in_the_cluster()
    {
        var graph = await ResourceGraph.OfAsync(
            options =>
            {
                var connection = new RandomId("connection", new() { ByteLength = 4 });
                return new ClusterNetwork("net", new()
                {
                    Cluster = new EksControlPlane("eks", Valid with { ApiDependsOn = [connection] }),
                }, options);
            },
            "connection");

        Assert.True(graph.ComesAfter("net-cilium", "connection"));
    }

    [Fact]
    public async Task An_Argo_CD_elsewhere_comes_in_by_a_role_and_as_a_group()
    {
        var credential = await WithClusterAsync(
            cluster => Task.FromResult(cluster.ArgoCredential), Valid with
            {
                ArgoCd = new(Output.Create("arn:aws:iam::123456789012:role/hub-argocd")),
            });

        var role = Assert.IsType<ArgoCredential.EksRole>(credential);
        Assert.Equal((EksArgoCdAccess.Group, "Y2VydGlmaWNhdGVz"), (role.Group, await OutputUtilities.GetValueAsync(role.CaData)));
    }

    private static async Task<T> WithClusterAsync<T>(Func<EksControlPlane, Task<T>> read, EksControlPlaneArgs? args = null)
    {
        EksControlPlane? cluster = null;
        _ = await ResourceGraph.OfAsync(options => cluster = new EksControlPlane("eks", args ?? Valid, options));
        return await read(cluster!);
    }

    private static Task<ResourceGraph> NetworkAsync(params string[] slow) => ResourceGraph.OfAsync(
        options =>
        {
            var cluster = new EksControlPlane("eks", Valid);
            var network = new ClusterNetwork("net", new() { Cluster = cluster }, options);
            var nodes = new EksNodeGroups("nodes", EksComponents.Nodes(cluster) with { DependsOn = [network] }, options);
            return new BaselinePolicies("base", new() { Cluster = cluster, ResolvableNames = null, DependsOn = [network, nodes] }, options);
        },
        slow);

    private static async Task<JsonNode> ClusterAsync(EksControlPlaneArgs args) =>
        Cluster(await ResourceGraph.OfAsync(options => new EksControlPlane("eks", args, options)));

    private static JsonNode Cluster(ResourceGraph graph) => graph.OfType("aws:eks/cluster:Cluster").Single().Value;
}
