using K8tre.Components;
using K8tre.Components.OnPrem;
using K8tre.Tests.Stacks.Settings;
using Pulumi.Command.Remote;

namespace K8tre.Tests.OnPrem.Phases;

public sealed class StageK3sTests
{
    private static readonly string Sum = new('a', 64);
    private static readonly string ImagesSum = new('b', 64);
    private static readonly string Checksums = $"k3s-checksums-{Versions.K3s.Version.Replace('+', '-')}";

    [Fact]
    public async Task By_default_nodes_download_the_release_and_its_checksums_are_read_once()
    {
        var graph = await GraphAsync(new() { Version = "v1.36.0+k3s1" });

        var checksums = HostInput.For(
            graph, Assert.Single(graph.All<Command>().Select(Name), name => name.StartsWith("k3s-checksums", StringComparison.Ordinal)));
        Assert.Equal(
            ("https://github.com/k3s-io/k3s/releases/download/v1.36.0%2Bk3s1/", "v1.36.0+k3s1", "no"),
            (checksums["location"], checksums["version"], checksums["images"]));
        var stage = HostInput.For(graph, "k3s-other-stage");
        Assert.Equal(
            ("output of the host", "https://github.com/k3s-io/k3s/releases/download/v1.36.0%2Bk3s1/"), (stage["sums"], stage["location"]));
        Assert.Empty(graph.All<CopyToRemote>());
    }

    [Fact]
    public async Task A_mirror_replaces_the_release_page()
    {
        var graph = await GraphAsync(new() { Version = Versions.K3s.Version, Location = new("https://mirror.example.org/k3s/") });

        Assert.Equal("https://mirror.example.org/k3s/", HostInput.For(graph, Checksums)["location"]);
        Assert.Equal("https://mirror.example.org/k3s/", HostInput.For(graph, "k3s-one-stage")["location"]);
    }

    [Fact]
    public async Task A_pinned_digest_is_not_read()
    {
        var graph = await GraphAsync(new() { Version = Versions.K3s.Version, Sha256 = Sum });

        Assert.DoesNotContain(graph.All<Command>(), command => Name(command).StartsWith("k3s-checksums", StringComparison.Ordinal));
        Assert.Equal($"k3s={Sum} images=", HostInput.For(graph, "k3s-one-stage")["sums"]);
    }

    [Fact]
    public async Task The_digest_of_images_is_read_if_only_that_of_the_program_is_pinned()
    {
        var graph = await GraphAsync(new() { Version = Versions.K3s.Version, Sha256 = Sum, HasImages = true });

        Assert.Equal("yes", HostInput.For(graph, $"{Checksums}-with-images")["images"]);
        Assert.StartsWith($"k3s={Sum} images=", HostInput.For(graph, "k3s-one-stage")["sums"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_uploaded_to_every_host_and_no_host_gets_a_url()
    {
        using var program = new TemporaryFile("program");
        using var images = new TemporaryFile("images");
        var graph = await GraphAsync(new()
        {
            Version = Versions.K3s.Version,
            Sha256 = Sum,
            File = program.Path,
            ImagesSha256 = ImagesSum,
            ImagesFile = images.Path,
            HasImages = true,
        });

        Assert.Equal(
            ["agent", "one", "other", "three", "two"],
            graph.All<CopyToRemote>()
                .Select(copy => copy.GetResourceName().Split('-'))
                .Where(name => name[3] == "images")
                .Select(name => name[1])
                .Order());
        Assert.Equal(10, graph.All<CopyToRemote>().Count());
        foreach (var host in new[] { "one", "two", "three", "agent", "other" })
        {
            var stage = HostInput.For(graph, $"k3s-{host}-stage");
            Assert.Equal(
                ($"k3s={Sum} images={ImagesSum}", "", "/var/tmp/k8tre-k3s-aaaaaaaaaaaa", "/var/tmp/k8tre-images-bbbbbbbbbbbb"),
                (stage["sums"], stage["location"], stage["k3s-file"], stage["images-file"]));
        }
        Assert.DoesNotContain(graph.All<Command>(), command => Name(command).StartsWith("k3s-checksums", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Packages_and_the_release_are_downloaded_through_the_proxy()
    {
        var cluster = Hosts.Five with { Proxy = new("http://proxy.example.org:3128", []) };
        var graph = await ResourceGraph.OfAsync(options => new K3sCluster("k3s", cluster, options));

        Assert.All(
            ["k3s-one-prepare", Checksums, "k3s-agent-stage"],
            name => Assert.Equal("http://proxy.example.org:3128", HostInput.For(graph, name)["proxy"]));
    }

    private static string Name(Resource resource) => resource.GetResourceName();

    [Fact]
    public async Task A_node_knows_where_to_download_what_somebody_deleted_after_it_was_staged()
    {
        var graph = await GraphAsync(new() { Version = Versions.K3s.Version });

        Assert.All(
            ["k3s-one", "k3s-agent"],
            name => Assert.Equal(HostInput.For(graph, "k3s-one-stage")["location"], HostInput.For(graph, name)["location"]));
    }

    private static Task<ResourceGraph> GraphAsync(K3sRelease release) =>
        ResourceGraph.OfAsync(options => new K3sCluster("k3s", Hosts.Five with { Release = release }, options));
}
