using System.Text.Json;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd.Plugin;
using K8tre.Components.OnPrem;
using K8tre.Stacks.OnPrem;

namespace K8tre.Tests.Stacks.OnPrem;

public sealed class OnPremPatchesTests
{
    private static readonly VolumeBackups Backups = new()
    {
        Schedule = "0 1 * * *",
        Retention = 7,
        Bucket = new() { S3Endpoint = "s3.example.org", S3Bucket = "tre", S3Folder = "tre-prd", S3Region = "eu-west-2" },
    };

    [Theory]
    [InlineData(1, false, "Delete", "1")]
    [InlineData(3, true, "Retain", "3")]
    public void Every_class_of_longhorn_has_the_replicas_and_keeps_the_volumes(int replicas, bool kept, string policy, string number)
    {
        var patches = OnPremPatches.For(TreEnvironment.Prd, new(replicas, kept), backups: null, resolver: null);

        foreach (var name in new[] { "rwo-default", "rwx-default" })
        {
            var fields = JsonSerializer.SerializeToNode(Single(patches, name).Fields);
            Assert.Equal(policy, (string?)fields.At("reclaimPolicy"));
            Assert.Equal(number, (string?)fields.At("parameters.numberOfReplicas"));
        }
        var longhorn = Data(patches, "longhorn-storageclass", "storageclass.yaml");
        Assert.Contains($"\nreclaimPolicy: \"{policy}\"\n", longhorn, StringComparison.Ordinal);
        Assert.Contains($"\n  numberOfReplicas: \"{number}\"\n", longhorn, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_class_of_longhorn_names_the_key_of_encrypted_volumes_for_each_use()
    {
        var patches = OnPremPatches.For(TreEnvironment.Prd, new(3, true) { IsEncrypted = true }, backups: null, resolver: null);

        var text = Data(patches, "longhorn-storageclass", "storageclass.yaml");
        foreach (var name in new[] { "rwo-default", "rwx-default" })
        {
            var parameters = JsonSerializer.SerializeToNode(Single(patches, name).Fields)!["parameters"]!.AsObject();
            Assert.Equal("true", (string?)parameters["encrypted"]);
            foreach (var use in new[] { "provisioner", "node-publish", "node-stage", "node-expand" })
            {
                Assert.Equal("longhorn-crypto", (string?)parameters[$"csi.storage.k8s.io/{use}-secret-name"]);
                Assert.Equal("storage-system", (string?)parameters[$"csi.storage.k8s.io/{use}-secret-namespace"]);
            }
            Assert.All(parameters, pair => Assert.Contains($"\n  {pair.Key}: \"{pair.Value}\"\n", text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Longhorn_places_volumes_by_the_labels_of_nodes_and_sends_backups_to_the_bucket()
    {
        var patches = OnPremPatches.For(TreEnvironment.Prd, new(3, true), Backups, resolver: null);

        Assert.Equal(
            "create-default-disk-labeled-nodes: true\ndefault-replica-count: 3\n"
            + "backup-target: s3://tre@eu-west-2/tre-prd/volumes/\nbackup-target-credential-secret: k8tre-backup",
            Data(patches, "longhorn-default-setting", "default-setting.yaml"));
    }

    [Fact]
    public void The_given_resolver_takes_the_place_of_the_guess_in_both_jobs()
    {
        var patches = OnPremPatches.For(TreEnvironment.Prd, new(3, true), backups: null, "192.0.2.53");

        var job = JsonSerializer.SerializeToNode(Single(patches, "coredns-kare-dns-patcher").Spec);
        var monitor = JsonSerializer.SerializeToNode(Single(patches, "dns-monitor").Spec);
        foreach (var pod in new[] { job.At("template.spec"), monitor.At("jobTemplate.spec.template.spec") })
        {
            Assert.Equal("detect-upstream-dns", (string?)pod.At("initContainers.0.name"));
            Assert.Equal("echo 192.0.2.53 > /shared/upstream-dns", (string?)pod.At("initContainers.0.command.2"));
        }
    }

    private static OverlayPatch Single(IEnumerable<OverlayPatch> patches, string name) => patches.Single(patch => patch.Name == name);

    private static string Data(IEnumerable<OverlayPatch> patches, string name, string file) =>
        (string)JsonSerializer.SerializeToNode(Single(patches, name).Fields["data"])![file]!;
}
