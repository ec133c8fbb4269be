using K8tre.Components.OnPrem;
using Pulumi.Kubernetes.Core.V1;

namespace K8tre.Tests.OnPrem;

public sealed class NfsVolumesTests
{
    private static readonly NfsExport Archive = new("archive", "192.0.2.40", "/srv/archive", IsReadOnly: true);

    [Fact]
    public async Task Many_pods_can_read_a_read_only_export_and_none_can_write()
    {
        var volume = await VolumeAsync(Archive);

        Assert.True((bool)volume.At("spec.nfs.readOnly")!);
        Assert.Equal("ReadOnlyMany", (string)volume.At("spec.accessModes.0")!);
        Assert.Equal("192.0.2.40", (string)volume.At("spec.nfs.server")!);
        Assert.Equal("/srv/archive", (string)volume.At("spec.nfs.path")!);
    }

    [Fact]
    public async Task Many_pods_can_write_to_another_export() =>
        Assert.Equal("ReadWriteMany", (string)(await VolumeAsync(Archive with { IsReadOnly = false })).At("spec.accessModes.0")!);

    [Fact]
    public async Task A_volume_is_retained_without_its_claim_and_bound_only_to_a_claim_that_names_it()
    {
        var volume = await VolumeAsync(Archive);

        Assert.Equal("Retain", (string)volume.At("spec.persistentVolumeReclaimPolicy")!);
        Assert.Equal("", (string)volume.At("spec.storageClassName")!);
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> VolumeAsync(NfsExport export)
    {
        var graph = await ResourceGraph.OfAsync(options => new NfsVolumes("nfs", new() { Exports = [export] }, options));
        Assert.Empty(graph.Orphans);
        return Json.Of(graph.Requests[graph.Single<PersistentVolume>().GetResourceName()].Inputs)!;
    }
}
