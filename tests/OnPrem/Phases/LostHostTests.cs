using K8tre.Components.OnPrem;

namespace K8tre.Tests.OnPrem.Phases;

/// <summary>Tests of a cluster whose first server is lost: no step depends on a position in the list of servers.</summary>
public sealed class LostHostTests
{
    private static readonly K3sClusterArgs Lost = Hosts.Five with
    {
        Servers = [Hosts.One with { IsLost = true }, Hosts.Two, Hosts.Three],
        Agents = [Hosts.Agent, Hosts.OtherAgent with { IsLost = true }],
    };

    [Fact]
    public async Task The_next_server_leads_and_no_peer_is_lost()
    {
        var graph = await Graph();

        var two = HostInput.For(graph, "k3s-two");
        Assert.Equal(("yes", "", "192.0.2.13"), (two["leads"], two["ca"], two["peers"]));
        Assert.Equal("192.0.2.12", HostInput.For(graph, "k3s-three")["peers"]);
    }

    [Theory]
    [InlineData("k3s-teardown")]
    [InlineData("k3s-kubeconfig")]
    [InlineData("k3s-ca")]
    [InlineData("k3s-preflight")]
    [InlineData("k3s-agent-vacate")]
    [InlineData("k3s-agent-admit")]
    [InlineData("k3s-one-lost")]
    [InlineData("k3s-other-lost")]
    public async Task Commands_for_any_server_run_on_a_server_that_is_not_lost(string command) =>
        Assert.Equal("192.0.2.12", (string)Json.Of((await Graph()).Requests[command].Inputs["connection"]).At("host")!);

    [Fact]
    public async Task The_nodes_of_lost_hosts_are_removed_from_the_cluster()
    {
        var graph = await Graph();

        Assert.Equal(("one", "other"), (HostInput.For(graph, "k3s-one-lost")["node"], HostInput.For(graph, "k3s-other-lost")["node"]));
    }

    [Fact]
    public async Task The_preflight_skips_lost_hosts()
    {
        var graph = await Graph();

        Assert.DoesNotContain("k3s-preflight-one", graph.Requests.Keys);
        Assert.DoesNotContain("k3s-preflight-other", graph.Requests.Keys);
        Assert.Equal(3, HostInput.For(graph, "k3s-preflight").All("host").Length);
    }

    [Fact]
    public async Task Without_an_endpoint_the_address_of_the_api_is_that_of_a_server_that_is_not_lost()
    {
        var graph = await ResourceGraph.OfAsync(options => new K3sCluster("k3s", Lost with { Endpoint = null }, options));

        Assert.Equal("192.0.2.12", HostInput.For(graph, "k3s-agent")["server"]);
    }

    [Fact]
    public void A_cluster_whose_servers_are_all_lost_is_refused() =>
        Assert.Throws<ArgumentException>(() => Hosts.Single with { Servers = [Hosts.One with { IsLost = true }] });

    [Fact]
    public void An_even_number_of_servers_is_accepted_while_one_is_lost() =>
        Assert.Equal(2, (Hosts.Five with { Servers = [Hosts.One with { IsLost = true }, Hosts.Two, Hosts.Three] }).LiveServers.Count);

    private static Task<ResourceGraph> Graph() => ResourceGraph.OfAsync(options => new K3sCluster("k3s", Lost, options));
}
