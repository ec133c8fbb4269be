using K8tre.Components;
using K8tre.Components.OnPrem;
using Pulumi.Kubernetes.Storage.V1;
using HelmRelease = Pulumi.Kubernetes.Helm.V3.Release;

namespace K8tre.Tests.OnPrem;

public sealed class NfsClassTests
{
    private static readonly NfsClassArgs Valid = new() { Server = "192.0.2.40", Path = "/srv/volumes", IsRetained = true };

    [Theory]
    [InlineData(true, "Retain", "retain")]
    [InlineData(false, "Delete", "delete")]
    public async Task The_folder_of_a_volume_is_kept_or_deleted_with_its_claim(bool isRetained, string policy, string onDelete)
    {
        var graph = await GraphAsync(Valid with { IsRetained = isRetained });

        Assert.Equal(policy, (string?)Class(graph).At("reclaimPolicy"));
        Assert.Equal(onDelete, (string?)Release(graph).At("values.controller.defaultOnDeletePolicy"));
    }

    [Fact]
    public async Task Volumes_are_folders_of_the_export_by_namespace_and_grant_no_rights_on_a_node()
    {
        var nfs = Class(await GraphAsync(Valid));

        Assert.Equal("nfs", (string?)nfs.At("metadata.name"));
        Assert.Equal("192.0.2.40", (string?)nfs.At("parameters.server"));
        Assert.Equal("/srv/volumes", (string?)nfs.At("parameters.share"));
        Assert.Equal("${pvc.metadata.namespace}/${pvc.metadata.name}-${pv.metadata.name}", (string?)nfs.At("parameters.subDir"));
        Assert.Equal(["nfsvers=4.2", "hard", "nosuid", "nodev"], nfs.At("mountOptions")!.AsArray().Select(option => (string?)option));
        Assert.Null(nfs.At("metadata.annotations"));
    }

    [Fact]
    public async Task The_driver_is_the_pinned_one_without_the_part_that_needs_definitions_of_snapshots()
    {
        var release = Release(await GraphAsync(Valid));

        Assert.Equal(Versions.CsiDriverNfs.Version, (string?)release.At("version"));
        Assert.False((bool?)release.At("values.controller.enableSnapshotter"));
    }

    private static async Task<ResourceGraph> GraphAsync(NfsClassArgs args)
    {
        var graph = await ResourceGraph.OfAsync(options => new NfsClass("nfs-class", args, options));
        Assert.Empty(graph.Orphans);
        return graph;
    }

    private static System.Text.Json.Nodes.JsonNode Class(ResourceGraph graph) =>
        Json.Of(graph.Requests[graph.Single<StorageClass>().GetResourceName()].Inputs)!;

    private static System.Text.Json.Nodes.JsonNode Release(ResourceGraph graph) =>
        Json.Of(graph.Requests[graph.Single<HelmRelease>().GetResourceName()].Inputs)!;
}
