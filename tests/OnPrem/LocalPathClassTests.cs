using System.Text.Json.Nodes;
using K8tre.Components.OnPrem;
using Pulumi.Kubernetes.Storage.V1;

namespace K8tre.Tests.OnPrem;

public sealed class LocalPathClassTests
{
    [Fact]
    public async Task The_class_that_k3s_brings_is_no_default()
    {
        var patch = await PatchAsync("v1.35.4+k3s1");

        Assert.Equal("local-path", (string)patch["metadata"]!["name"]!);
        Assert.Equal("false", Annotation(patch, "storageclass.kubernetes.io/is-default-class"));
    }

    [Fact]
    public async Task An_upgrade_of_k3s_makes_the_patch_again() =>
        Assert.NotEqual((await PatchAsync("v1.35.4+k3s1")).ToJsonString(), (await PatchAsync("v1.36.2+k3s1")).ToJsonString());

    [Fact]
    public async Task The_patch_wins_over_k3s_which_owns_the_annotation() =>
        Assert.Equal("true", Annotation(await PatchAsync("v1.35.4+k3s1"), "pulumi.com/patchForce"));

    [Fact]
    public async Task Nothing_else_of_the_class_is_touched()
    {
        var patch = await PatchAsync("v1.35.4+k3s1");

        // Its provisioner and binding mode can't be changed, and are K3s's to choose.
        Assert.Equal(["apiVersion", "kind", "metadata"], patch.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["annotations", "name"], patch["metadata"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
    }

    private static string? Annotation(JsonNode patch, string key) => (string?)patch["metadata"]!["annotations"]![key];

    private static async Task<JsonNode> PatchAsync(string version)
    {
        var graph = await ResourceGraph.OfAsync(options => new LocalPathClass("local-path", new() { K3sVersion = version }, options));
        Assert.Empty(graph.Orphans);
        return Json.Of(graph.Requests[graph.Single<StorageClassPatch>().GetResourceName()].Inputs)!;
    }
}
