using K8tre.Components.OnPrem;
using K8tre.Components.OnPrem.Phases;
using K8tre.Components.OnPrem.Ssh;

namespace K8tre.Tests.OnPrem.Phases;

public sealed class PreflightTests
{
    private static readonly K3sClusterArgs Cluster = Hosts.Five with
    {
        Servers = [Hosts.One, Hosts.Two with { Disks = ["/srv/a", "/srv/b"] }, Hosts.Three],
        Agents = [Hosts.Agent],
        FreeAddresses = ["192.0.2.10", "192.0.2.240"],
        NfsServers = ["nfs.example.org"],
    };

    [Fact]
    public async Task Every_host_is_checked_for_its_role()
    {
        var graph = await GraphAsync();

        Assert.Equal(
            ["server", "server", "server", "agent"],
            new[] { "one", "two", "three", "agent" }.Select(host => HostInput.For(graph, $"preflight-{host}")["role"]));
        Assert.Equal("/srv/a /srv/b", HostInput.For(graph, "preflight-two")["disks"]);
        Assert.Equal("nfs.example.org", HostInput.For(graph, "preflight-agent")["nfs"]);
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task One_host_compares_the_results_of_all_hosts_and_probes_the_addresses_that_must_be_free()
    {
        var verdict = HostInput.For(await GraphAsync(), "preflight");

        Assert.Equal(Enumerable.Repeat("output of the host", 4), verdict.All("host"));
        Assert.Equal(["192.0.2.10", "192.0.2.240"], verdict.All("address"));
    }

    [Fact]
    public async Task Hosts_count_without_what_they_keep_for_themselves_and_not_with_a_taint()
    {
        var cluster = Cluster with
        {
            Needs = new() { Requests = new(3500, 5310), VolumesMiB = 39_424 },
            Resolver = new(Address: null),
            Agents = [Hosts.Agent with { Taints = ["gpu=a:NoSchedule"] }],
        };
        var graph = await ResourceGraph.OfAsync(options => new Preflight("preflight", new() { Cluster = cluster }, options));

        var (server, agent) = (HostInput.For(graph, "preflight-one"), HostInput.For(graph, "preflight-agent"));
        Assert.Equal(("yes", "no"), (server["takes-pods"], agent["takes-pods"]));
        // Cilium's agent and Envoy 150 and 480, K3s with kube-vip 210 and 1632 on a server.
        Assert.Equal(("360", "2112"), (server["reserved-cpu"], server["reserved-memory"]));
        Assert.Equal(("12", "30"), (server["reserved-cpu-percent"], server["reserved-disk-percent"]));
        Assert.Equal(("guess", "guess"), (server["resolver"], agent["resolver"]));
        Assert.Equal(
            ["cpu 3500 millicores", "memory 5310 MiB", "volumes 39424 MiB"], HostInput.For(graph, "preflight").All("need"));
        Assert.Empty(HostInput.For(await GraphAsync(), "preflight").All("need"));
    }

    [Fact]
    public async Task Every_host_asks_the_resolver_of_the_settings()
    {
        var cluster = Cluster with { Resolver = new("192.0.2.53") };
        var graph = await ResourceGraph.OfAsync(options => new Preflight("preflight", new() { Cluster = cluster }, options));

        Assert.All(
            new[] { "one", "two", "three", "agent" },
            host => Assert.Equal("192.0.2.53", HostInput.For(graph, $"preflight-{host}")["resolver"]));
    }

    [Fact]
    public async Task Files_that_are_uploaded_ask_for_sftp_on_every_host()
    {
        Assert.Equal("no", HostInput.For(await GraphAsync(), "preflight-agent")["upload"]);
        var cluster = Cluster with { Release = Cluster.Release with { ImagesFile = "images.tar.zst" } };
        var graph = await ResourceGraph.OfAsync(options => new Preflight("preflight", new() { Cluster = cluster }, options));

        Assert.All(["one", "agent"], host => Assert.Equal("yes", HostInput.For(graph, $"preflight-{host}")["upload"]));
    }

    [Fact]
    public async Task Every_server_must_have_the_interface_of_the_virtual_address()
    {
        var graph = await GraphAsync();

        Assert.Equal(
            ["eth0", "eth0", ""], new[] { "one", "three", "agent" }.Select(host => HostInput.For(graph, $"preflight-{host}")["interface"]));
    }

    [Theory, InlineData(0, "0"), InlineData(1, "10"), InlineData(30, "10")]
    public async Task Behind_a_bastion_each_server_must_accept_the_sign_ins_for_agents(int count, string expected)
    {
        var bastion = new SshBastion { Address = "198.51.100.5" };
        var cluster = Cluster with
        {
            Servers = [Hosts.One with { Bastion = bastion }, Hosts.Two with { Bastion = bastion }, Hosts.Three with { Bastion = bastion }],
            Agents = [.. Enumerable.Range(0, count).Select(number => Hosts.Numbered($"a{number}", 20 + number) with { Bastion = bastion })],
        };
        var graph = await ResourceGraph.OfAsync(options => new Preflight("preflight", new() { Cluster = cluster }, options));

        Assert.Equal(
            [expected, expected], new[] { "one", "two" }.Select(host => HostInput.For(graph, $"preflight-{host}")["sign-ins"]));
        Assert.Equal("0", HostInput.For(await GraphAsync(), "preflight-one")["sign-ins"]);
    }

    [Fact]
    public async Task Nothing_runs_on_deletion() => Assert.All(
        (await GraphAsync()).Requests.Values.Where(request => request.Type == "command:remote:Command"),
        command => Assert.False(command.Inputs.ContainsKey("delete")));

    private static Task<ResourceGraph> GraphAsync() =>
        ResourceGraph.OfAsync(options => new Preflight("preflight", new() { Cluster = Cluster }, options));
}
