using System.Text.Json.Nodes;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of agents that are added to a cluster and removed from it.</summary>
[Collection(RunningClusterGroup.Name)]
public sealed class AgentsComeAndGoTests(RunningCluster cluster)
{
    [RealHostsFact]
    public async Task An_agent_joins_and_leaves_and_no_other_node_restarts()
    {
        var (platform, server) = (cluster.Platform, cluster.Servers[0]);
        var processes = await K3sProcesses.OfAsync(cluster.Nodes);
        var joiner = (await cluster.Lab.StartHostsAsync("a4"))[0];
        platform.K3s["agents"]!.AsArray().Add(PlatformOnHosts.Hosts([joiner])[0]!.DeepClone());

        var joining = (await platform.UpAsync()).Succeeded();
        Assert.All(
            joining.Changes.Where(step => step.Host is not null && step.Name != "lab-dev-k3s-preflight"),
            step => Assert.Contains("-a4", step.Name, StringComparison.Ordinal));
        Assert.Contains("a4 -", await server.NodesAsync());
        await joiner.RunAsync("mkdir -p /var/lib/rancher/k3s/storage; echo precious >/var/lib/rancher/k3s/storage/file");

        var history = new History(cluster.Lab);
        platform.K3s["agents"]!.AsArray().RemoveAt(3);
        var leaving = (await platform.UpAsync()).Succeeded();

        Assert.Equal(["s1 cordon a4", "s1 drain a4", "s1 delete secret a4.node-password.k3s", "s1 delete node a4"], history.News());
        Assert.Contains("k3s-agent: stays: /var/lib/rancher/k3s (", leaving.Log, StringComparison.Ordinal);
        Assert.Equal("precious", await joiner.RunAsync("cat /var/lib/rancher/k3s/storage/file"));
        await joiner.HasNoK3sAsync();
        Assert.DoesNotContain("a4 -", await server.NodesAsync());
        Assert.Empty(await processes.RestartedAsync());
    }

    [RealHostsFact]
    public async Task A_reinstalled_agent_joins_again_after_its_old_node_was_forgotten()
    {
        var (platform, server) = (cluster.Platform, cluster.Servers[0]);
        var agent = (await cluster.Lab.StartHostsAsync("a5"))[0];
        var agents = platform.K3s["agents"]!.AsArray();
        var entry = PlatformOnHosts.Hosts([agent])[0]!.DeepClone();
        agents.Add(entry);
        (await platform.UpAsync()).Succeeded();
        await agent.RunAsync(
            "systemctl disable --now k3s-agent; rm -rf /etc/rancher /var/lib/rancher /usr/local/bin/k3s /etc/systemd/system/k3s-agent.*");

        entry["labels"] = new JsonArray("tre=reinstalled");
        Assert.Contains(
            "k3s-agent: the cluster has another node a5, or knows this host from before it was reinstalled; for a reinstalled host, set "
            + "lost: true on its entry",
            (await platform.UpAsync()).Failed().Message,
            StringComparison.Ordinal);
        entry["lost"] = true;
        await server.UntilReadyAsync("a5", false);
        (await platform.UpAsync()).Succeeded();
        Assert.DoesNotContain("a5 -", await server.NodesAsync());
        agents.Remove(entry);
        (await platform.UpAsync()).Succeeded();
        entry["lost"] = false;
        agents.Add(entry);
        (await platform.UpAsync()).Succeeded();

        Assert.Contains("a5 -", await server.NodesAsync());
        agents.Remove(entry);
        (await platform.UpAsync()).Succeeded();
    }
}
