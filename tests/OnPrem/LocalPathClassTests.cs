using System.Text.Json.Nodes;
using K8tre.Components.OnPrem;
using Pulumi.Kubernetes.Storage.V1;

namespace K8tre.Tests.OnPrem;

public sealed class LocalPathClassTests
{
    [Fact]
    public async Task The_class_of_k3s_is_not_the_default_class()
    {
        var patch = await PatchAsync("v1.35.4+k3s1");

        Assert.Equal("local-path", (string)patch["metadata"]!["name"]!);
        Assert.Equal("false", Annotation(patch, "storageclass.kubernetes.io/is-default-class"));
    }

    [Fact]
    public async Task An_upgrade_of_k3s_applies_the_patch_again() =>
        Assert.NotEqual((await PatchAsync("v1.35.4+k3s1")).ToJsonString(), (await PatchAsync("v1.36.2+k3s1")).ToJsonString());

    [Fact]
    public async Task The_patch_is_forced_because_k3s_owns_the_annotation() =>
        Assert.Equal("true", Annotation(await PatchAsync("v1.35.4+k3s1"), "pulumi.com/patchForce"));

    [Fact]
    public async Task The_patch_changes_nothing_else_of_the_class()
    {
        var patch = await PatchAsync("v1.35.4+k3s1");

        // Its provisioner and binding mode cannot be changed.
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
