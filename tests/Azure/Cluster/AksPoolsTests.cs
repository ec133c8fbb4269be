using System.Text.Json.Nodes;
using K8tre.Components.Azure.Cluster;
using Pulumi.AzureNative.ContainerService;

namespace K8tre.Tests.Azure.Cluster;

public sealed class AksPoolsTests
{
    private static readonly AksNodePool Work = AzureComponents.Pool with { Name = "work" };

    [Fact]
    public async Task All_pools_have_host_encryption_and_are_in_the_platforms_subnet_without_public_addresses()
    {
        var graph = await GraphAsync(Work);

        Assert.All([System(graph), User(graph)], pool =>
        {
            Assert.True((bool)pool["enableEncryptionAtHost"]!);
            Assert.False((bool)pool["enableNodePublicIP"]!);
            Assert.Equal("spoke-nodes-id", (string?)pool["vnetSubnetID"]);
            Assert.Equal(
                ("VirtualMachineScaleSets", "AzureLinux", "33%"),
                ((string?)pool["type"], (string?)pool["osSKU"], (string?)pool.At("upgradeSettings.maxSurge")));
            Assert.Equal(3, pool["availabilityZones"]!.AsArray().Count);
            Assert.True((double)pool["maxPods"]! >= 50);
        });
    }

    [Fact]
    public async Task The_system_pool_accepts_workloads_only_if_there_is_no_other_pool()
    {
        Assert.Equal(AksPools.SystemOnly, (string?)Assert.Single(Taints(System(await GraphAsync(Work)))));
        Assert.Empty(Taints(System(await GraphAsync())));
    }

    public static TheoryData<string, AksNodePool> PickyPools => new()
    {
        { "spot nodes go at any time", Work with { IsSpot = true } },
        { "a taint keeps others away", Work with { Taints = ["sku=gpu:NoSchedule"] } },
        { "none is there at first", Work with { MinNodes = 0 } },
    };

    [Theory, MemberData(nameof(PickyPools))]
    public async Task The_system_pool_has_no_taint_if_no_other_pool_accepts_every_pod(string why, AksNodePool pool)
    {
        var graph = await GraphAsync(pool);

        Assert.True(Taints(System(graph)).Count == 0, why);
    }

    [Fact]
    public async Task Nodes_use_Trusted_Launch_unless_they_cannot()
    {
        Assert.True((bool)User(await GraphAsync(Work)).At("securityProfile.enableSecureBoot")!);
        Assert.Null(User(await GraphAsync(Work with { HasTrustedLaunch = false }))["securityProfile"]);
        Assert.Null(User(await GraphAsync(Work with { IsFips = true }))["securityProfile"]);
    }

    [Fact]
    public async Task FIPS_is_enabled_only_on_request()
    {
        Assert.False((bool)User(await GraphAsync(Work))["enableFIPS"]!);
        Assert.True((bool)User(await GraphAsync(Work with { IsFips = true }))["enableFIPS"]!);
    }

    [Fact]
    public async Task Azure_chooses_the_type_of_OS_disk_unless_it_is_given()
    {
        Assert.Null(User(await GraphAsync(Work))["osDiskType"]);
        Assert.Equal("Ephemeral", (string?)User(await GraphAsync(Work with { HasOwnOsDisk = true }))["osDiskType"]);
        Assert.Equal("Managed", (string?)User(await GraphAsync(Work with { HasOwnOsDisk = false }))["osDiskType"]);
    }

    [Fact]
    public async Task Nodes_with_GPUs_get_their_driver_from_AKS_or_from_an_operator()
    {
        Assert.Null(User(await GraphAsync(Work))["gpuProfile"]);
        Assert.Equal("Install", (string?)User(await GraphAsync(Work with { GpuDriver = GPUDriver.Install })).At("gpuProfile.driver"));
        Assert.Equal("None", (string?)User(await GraphAsync(Work with { GpuDriver = GPUDriver.None })).At("gpuProfile.driver"));
    }

    [Fact]
    public async Task Spot_pools_have_no_surge()
    {
        var pool = User(await GraphAsync(Work with { IsSpot = true }));

        Assert.Equal(
            ("Spot", "Delete", null),
            ((string?)pool["scaleSetPriority"], (string?)pool["scaleSetEvictionPolicy"], pool["upgradeSettings"]));
    }

    [Fact]
    public async Task Kubernetes_resources_wait_for_a_pool_that_any_pod_may_run_in()
    {
        var graph = await GraphAsync(Work with
        {
            Name = "gpu",
            Taints = ["sku=gpu:NoSchedule"],
        }, Work, Work with { Name = "batch", IsSpot = true });

        var dependencies = await graph.DependenciesAsync("tre", "pulumi:providers:kubernetes");
        Assert.Equal(["tre-gpu", "tre-work"], dependencies.Select(pool => pool.GetResourceName()).Order());
    }

    [Fact]
    public async Task A_cluster_waits_for_its_network_its_vault_its_roles_and_what_its_args_name()
    {
        AksClusterArgs? args = null;
        var graph = await ResourceGraph.OfAsync(options =>
            new AksCluster("tre", args = AzureComponents.Cluster(options) with { DependsOn = [AzureComponents.Group(options)] }, options));

        var dependencies = (await graph.DependenciesAsync("tre", "azure-native:containerservice:ManagedCluster")).ToArray();
        Assert.All([args!.Network, args.Vault, args.DependsOn[0]], resource => Assert.Contains(resource, dependencies));
        Assert.All(
            ["tre-control", "tre-kubelet"],
            identity => Assert.Contains(identity, dependencies.Select(resource => resource.GetResourceName())));
    }

    [Fact]
    public async Task Pools_are_created_one_after_another_in_the_order_given()
    {
        var graph = await ResourceGraph.OfAsync(
            options => new AksCluster("tre", AzureComponents.Cluster(options) with
            {
                UserPools = [Work with { Name = "b" }, Work with { Name = "a" }, Work with { Name = "c" }],
            }, options),
            "tre-b", "tre-a");

        Assert.True(graph.ComesAfter("tre-a", "tre-b") && graph.ComesAfter("tre-c", "tre-a"));
    }

    private static JsonNode System(ResourceGraph graph) =>
        graph.Inputs("azure-native:containerservice:ManagedCluster", "tre").At("agentPoolProfiles.0")!;

    private static JsonNode User(ResourceGraph graph) => Json.Of(graph.Requests["tre-work"].Inputs)!;

    private static JsonArray Taints(JsonNode pool) => pool["nodeTaints"]?.AsArray() ?? [];

    private static Task<ResourceGraph> GraphAsync(params AksNodePool[] pools) => ResourceGraph.OfAsync(
        options => new AksCluster("tre", AzureComponents.Cluster(options) with { UserPools = pools }, options));
}
