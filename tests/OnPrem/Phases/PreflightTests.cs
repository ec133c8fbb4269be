using K8tre.Components.OnPrem.Phases;

namespace K8tre.Tests.OnPrem.Phases;

public sealed class PreflightTests
{
    private static readonly PreflightArgs Valid = new()
    {
        Servers = [Hosts.One, Hosts.Two with { Disks = ["/srv/a", "/srv/b"] }],
        Agents = [Hosts.Agent],
        Version = "v1.35.4+k3s1",
        FreeAddresses = ["192.0.2.10", "192.0.2.240"],
        NfsServers = ["nfs.example.org"],
    };

    [Fact]
    public async Task Every_host_is_looked_at_for_its_role()
    {
        var graph = await GraphAsync();

        Assert.Equal(["server", "server", "agent"], new[] { "one", "two", "agent" }.Select(host => HostInput.Of(graph, $"look-{host}")["role"]));
        Assert.Equal("/srv/a /srv/b", HostInput.Of(graph, "look-two")["disks"]);
        Assert.Equal("nfs.example.org", HostInput.Of(graph, "look-agent")["nfs"]);
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task One_host_compares_what_was_found_on_all_and_looks_who_uses_the_addresses_to_come()
    {
        var verdict = HostInput.Of(await GraphAsync(), "look");

        Assert.Equal(["output of the host", "output of the host", "output of the host"], verdict.All("host"));
        Assert.Equal(["192.0.2.10", "192.0.2.240"], verdict.All("address"));
    }

    [Fact]
    public async Task Nothing_is_undone_when_it_is_deleted() =>
        Assert.All((await GraphAsync()).Requests.Values.Where(request => request.Type == "command:remote:Command"), command => Assert.False(command.Inputs.ContainsKey("delete")));

    private static Task<ResourceGraph> GraphAsync() => ResourceGraph.OfAsync(options => new Preflight("look", Valid, options));
}
