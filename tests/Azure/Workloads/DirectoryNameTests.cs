using K8tre.Components.Azure.Workloads;

namespace K8tre.Tests.Azure.Workloads;

public sealed class DirectoryNameTests
{
    // AKS reads keys that end with .override inside its server block: https://learn.microsoft.com/azure/aks/coredns-custom
    [Fact]
    public async Task The_name_of_the_directory_resolves_to_its_service()
    {
        var graph = await ResourceGraph.OfAsync(
            options => new DirectoryName("directory", new() { Domain = "dev.tre.example.org" }, options));

        var patch = graph.Inputs("kubernetes:core/v1:ConfigMapPatch", "directory");
        Assert.Equal(("kube-system", "coredns-custom"), ((string?)patch.At("metadata.namespace"), (string?)patch.At("metadata.name")));
        var (key, text) = Assert.Single(patch["data"]!.AsObject());
        Assert.EndsWith(".override", key, StringComparison.Ordinal);
        Assert.Equal("rewrite stop name exact dc0.ad.dev.tre.example.org samba.ad.svc.cluster.local\n", (string?)text);
        Assert.Empty(graph.Orphans);
    }
}
