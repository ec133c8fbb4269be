using System.Text.Json.Nodes;
using K8tre.Components.Aws.Workloads;

namespace K8tre.Tests.Aws.Workloads;

public sealed class StorageClassesTests
{
    [Fact]
    public async Task One_class_alone_is_the_default()
    {
        var defaults = (await ClassesAsync())
            .Where(@class => @class["metadata"]!["annotations"]?["storageclass.kubernetes.io/is-default-class"] is not null);

        Assert.Equal("rwo-default", (string?)Assert.Single(defaults)["metadata"]!["name"]);
    }

    [Fact]
    public async Task What_a_claim_held_outlives_it() =>
        Assert.All(await ClassesAsync(), @class => Assert.Equal("Retain", (string?)@class["reclaimPolicy"]));

    [Fact]
    public async Task Disks_are_encrypted_with_our_key_grow_and_are_where_their_pod_is()
    {
        var disks = (await ClassesAsync()).Single(@class => (string?)@class["provisioner"] == "ebs.csi.aws.com");

        Assert.Equal(
            """{"csi.storage.k8s.io/fstype":"ext4","encrypted":"true","kmsKeyId":"arn:key",""" +
            "\"tagSpecification_1\":\"a=1\",\"tagSpecification_2\":\"k8tre/backup=tre-dev\",\"type\":\"gp3\"}",
            disks["parameters"].Sorted());
        Assert.Equal(("WaitForFirstConsumer", true), ((string?)disks["volumeBindingMode"], (bool)disks["allowVolumeExpansion"]!));
    }

    [Fact]
    public async Task Every_shared_volume_has_a_directory_and_a_user_of_its_own()
    {
        var shares = (await ClassesAsync()).Single(@class => (string?)@class["provisioner"] == "efs.csi.aws.com");

        var parameters = shares["parameters"]!;
        Assert.Equal(
            ("efs-ap", "fs-1", "750"),
            ((string?)parameters["provisioningMode"], (string?)parameters["fileSystemId"], (string?)parameters["directoryPerms"]));
        Assert.Equal(("50000", "59999"), ((string?)parameters["gidRangeStart"], (string?)parameters["gidRangeEnd"]));
        Assert.Null(parameters["encryptInTransit"]);
    }

    private static async Task<JsonNode[]> ClassesAsync()
    {
        var graph = await ResourceGraph.OfAsync(options => new StorageClasses("classes", new()
        {
            DiskKey = "arn:key",
            FileSystem = "fs-1",
            VolumeTags = new Dictionary<string, string> { ["k8tre/backup"] = "tre-dev", ["a"] = "1" },
        }, options));
        Assert.Empty(graph.Orphans);
        return [.. graph.Names("kubernetes:storage.k8s.io/v1:StorageClass").Select(graph.Asked)];
    }
}
