using K8tre.Components.OnPrem;
using K8tre.Components.OnPrem.Phases;

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
    public async Task Nothing_runs_on_deletion() => Assert.All(
        (await GraphAsync()).Requests.Values.Where(request => request.Type == "command:remote:Command"),
        command => Assert.False(command.Inputs.ContainsKey("delete")));

    private static Task<ResourceGraph> GraphAsync() =>
        ResourceGraph.OfAsync(options => new Preflight("preflight", new() { Cluster = Cluster }, options));
}
