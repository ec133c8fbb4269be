using System.Text.Json.Nodes;
using K8tre.Components.Aws.Cluster;

namespace K8tre.Tests.Aws.Cluster;

public sealed class EksNodeGroupsTests
{
    private static EksNodePool Gpu { get; } = EksComponents.Pool with
    {
        Name = "gpu",
        InstanceTypes = ["g5.xlarge"],
        MinNodesPerZone = 0,
        Image = EksImage.AmazonLinuxNvidia,
        IsSpot = true,
        Labels = new Dictionary<string, string> { ["k8tre.io/gpu"] = "true" },
        Taints = ["nvidia.com/gpu=present:NoSchedule"],
    };

    [Fact]
    public async Task Each_pool_has_a_group_in_each_zone()
    {
        var graph = await GraphAsync(EksComponents.Pool, Gpu);

        var groups = graph.OfType("aws:eks/nodeGroup:NodeGroup");
        Assert.Equal(
            ["nodes-gpu-eu-west-2a", "nodes-gpu-eu-west-2b", "nodes-system-eu-west-2a", "nodes-system-eu-west-2b"], groups.Keys.Order());
        Assert.All(groups, group => Assert.Equal(group.Key.EndsWith('a') ? ["subnet-a"] : ["subnet-b"], group.Value.Texts("subnetIds")));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Nodes_have_public_images_copied_below_the_prefix_only()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksNodeGroups(
            "nodes", EksComponents.Nodes(new("eks", EksComponents.ControlPlane, options)) with { CachePrefix = "tre" }, options));

        var copying = Assert.Single(graph.OfType("aws:iam/rolePolicy:RolePolicy")["nodes-role-copy-images"]["policy"]!.Statements());
        Assert.Equal(["ecr:CreateRepository", "ecr:BatchImportUpstreamImage"], copying.Texts("Action"));
        Assert.Equal(["arn:aws:ecr:eu-west-2:123456789012:repository/tre/*"], copying.Texts("Resource"));
        Assert.DoesNotContain(
            (await GraphAsync(EksComponents.Pool)).OfType("aws:iam/rolePolicy:RolePolicy").Keys, name => name.StartsWith("nodes-role-"));
    }

    [Fact]
    public async Task A_group_can_grow_and_begins_with_what_is_always_there()
    {
        var scaling = (await GroupAsync(EksComponents.Pool))["scalingConfig"]!;

        Assert.Equal((1, 1, 3), ((int)(double)scaling["minSize"]!, (int)(double)scaling["desiredSize"]!, (int)(double)scaling["maxSize"]!));
    }

    [Fact]
    public async Task A_pool_is_what_it_says()
    {
        var group = (await GraphAsync(EksComponents.Pool, Gpu)).OfType("aws:eks/nodeGroup:NodeGroup")["nodes-gpu-eu-west-2a"];

        Assert.Equal(
            ("AL2023_x86_64_NVIDIA", "SPOT", "true"),
            ((string?)group["amiType"], (string?)group["capacityType"], (string?)group["labels"]!["k8tre.io/gpu"]));
        Assert.Contains(
            group["taints"]!.AsArray(), taint => (string?)taint!["key"] == "nvidia.com/gpu" && (string?)taint["effect"] == "NO_SCHEDULE");
        Assert.Null(group["remoteAccess"]);
    }

    [Theory, InlineData("gpu"), InlineData("gpu=true"), InlineData("gpu=true:Never")]
    public async Task A_taint_that_Kubernetes_does_not_know_is_refused(string taint) => await Assert.ThrowsAnyAsync<Exception>(
        () => GraphAsync(EksComponents.Pool, Gpu with { Taints = [taint] }));

    [Fact]
    public async Task New_nodes_wait_for_Cilium_under_a_key_that_EKS_takes_and_the_autoscaler_overlooks()
    {
        var taint = Assert.Single((await GroupAsync(EksComponents.Pool))["taints"]!.AsArray())!;

        Assert.Equal("NO_EXECUTE", (string?)taint["effect"]);
        Assert.StartsWith("ignore-taint.cluster-autoscaler.kubernetes.io/", (string)taint["key"]!, StringComparison.Ordinal);
        Assert.True(((string)taint["key"]!).Length <= 63);
    }

    [Fact]
    public async Task Pods_do_not_reach_the_credentials_of_a_node()
    {
        var metadata = (await TemplateAsync(EksComponents.Pool))["metadataOptions"]!;

        Assert.Equal("required", (string?)metadata["httpTokens"]);
        Assert.Equal(1, (double)metadata["httpPutResponseHopLimit"]!);
    }

    [Theory, InlineData(EksImage.AmazonLinux, 1), InlineData(EksImage.Bottlerocket, 2), InlineData(EksImage.BottlerocketNvidia, 2)]
    public async Task Every_disk_of_a_node_is_encrypted_with_the_key_given(EksImage image, int disks)
    {
        var devices = (await TemplateAsync(EksComponents.Pool with { Image = image }))["blockDeviceMappings"]!.AsArray();

        Assert.Equal(disks, devices.Count);
        Assert.All(devices, device => Assert.Equal(
            ("true", "arn:aws:kms:eu-west-2:123456789012:key/disks", "gp3"),
            ((string?)device.At("ebs.encrypted"), (string?)device.At("ebs.kmsKeyId"), (string?)device.At("ebs.volumeType"))));
    }

    [Fact]
    public async Task A_node_has_no_public_address_no_SSH_key_and_nothing_in_its_user_data()
    {
        var template = await TemplateAsync(EksComponents.Pool);

        Assert.Equal("false", (string?)template.At("networkInterfaces.0.associatePublicIpAddress"));
        Assert.Null(template["keyName"]);
        Assert.Null(template["userData"]);
    }

    [Fact]
    public async Task Their_role_has_nothing_of_a_CNI_and_no_shell()
    {
        var graph = await GraphAsync(EksComponents.Pool);

        Assert.Equal(
            ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly", "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"],
            graph.OfType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
                .Where(right => right.Key.StartsWith("nodes-role-", StringComparison.Ordinal))
                    .Select(right => (string)right.Value["policyArn"]!).Order());
        Assert.DoesNotContain(
            graph.OfType("aws:iam/rolePolicy:RolePolicy").Keys, name => name.StartsWith("nodes-role-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_interfaces_that_nodes_begin_with_have_the_tag_by_which_Cilium_may_change_them()
    {
        var tags = (await TemplateAsync(EksComponents.Pool))["tagSpecifications"]!.AsArray()
            .Single(tag => (string?)tag!["resourceType"] == "network-interface")!;

        Assert.Equal("tre-dev", (string?)tags["tags"]!["k8tre:cluster"]);
    }

    [Theory, InlineData(0, 3), InlineData(1, 1), InlineData(2, 1), InlineData(-1, 1)]
    public async Task A_first_pool_that_is_empty_or_cannot_grow_is_refused(int min, int max) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => PoolsAsync(EksComponents.Pool with { MinNodesPerZone = min, MaxNodesPerZone = max }));

    [Fact]
    public async Task A_first_pool_with_taints_is_refused() => await Assert.ThrowsAnyAsync<ArgumentException>(
        () => PoolsAsync(EksComponents.Pool with { Taints = ["a=b:NoSchedule"] }));

    [Fact]
    public async Task A_further_pool_may_begin_empty() =>
        Assert.Equal(2, (await PoolsAsync(EksComponents.Pool, EksComponents.Pool with { Name = "gpu", MinNodesPerZone = 0 })).Count);

    private static async Task<IReadOnlyList<EksNodePool>> PoolsAsync(params EksNodePool[] pools)
    {
        EksControlPlane? cluster = null;
        await ResourceGraph.OfAsync(options => cluster = new EksControlPlane("eks", EksComponents.ControlPlane, options));
        return (EksComponents.Nodes(cluster!) with { Pools = pools }).Pools;
    }

    private static async Task<JsonNode> GroupAsync(EksNodePool pool) =>
        (await GraphAsync(pool)).OfType("aws:eks/nodeGroup:NodeGroup")[$"nodes-{pool.Name}-eu-west-2a"];

    private static async Task<JsonNode> TemplateAsync(EksNodePool pool) =>
        (await GraphAsync(pool)).OfType("aws:ec2/launchTemplate:LaunchTemplate")[$"nodes-{pool.Name}"];

    private static Task<ResourceGraph> GraphAsync(params EksNodePool[] pools) => ResourceGraph.OfAsync(options =>
    {
        var cluster = new EksControlPlane("eks", EksComponents.ControlPlane, options);
        return new EksNodeGroups("nodes", EksComponents.Nodes(cluster) with { Pools = pools }, options);
    });
}
