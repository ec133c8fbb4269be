using System.Text.Json.Nodes;
using K8tre.Tests.RealHosts.Engine;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of a new cluster and of changes of its configuration: K3s restarts only on nodes whose files change.</summary>
[Collection(RunningClusterGroup.Name)]
public sealed class ConfigurationChangeTests(RunningCluster cluster)
{
    private readonly PlatformOnHosts _platform = cluster.Platform;

    [RealHostsFact]
    public async Task Three_servers_behind_a_load_balancer_and_three_agents_become_a_cluster_of_three_voters()
    {
        cluster.FirstRun.Succeeded();

        Assert.Equal(["a1 -", "a2 -", "a3 -", "s1 True", "s2 True", "s3 True"], await cluster.Servers[2].NodesAsync());
        string[] servers = ["lab-dev-k3s-s1", "lab-dev-k3s-s2", "lab-dev-k3s-s3"];
        Assert.Equal(servers, cluster.FirstRun.Names(Change.Created).Where(servers.Contains));
    }

    [RealHostsFact]
    public async Task A_second_run_changes_nothing_and_connects_to_no_host()
    {
        var processes = await K3sProcesses.OfAsync(cluster.Nodes);

        var report = (await _platform.UpAsync()).Succeeded();

        Assert.Empty(report.Changes);
        Assert.Equal(0, report.Connections);
        Assert.Empty(await processes.RestartedAsync());
    }

    [RealHostsFact]
    public async Task Another_label_of_an_agent_restarts_only_that_agent()
    {
        var processes = await K3sProcesses.OfAsync(cluster.Nodes);
        _platform.K3s["agents"]![1]!["labels"] = new JsonArray("disk=fast");

        var report = (await _platform.UpAsync()).Succeeded();

        Assert.Equal(["lab-dev-k3s-a2", "lab-dev-k3s-a2-admit"], report.Changes.Select(step => step.Name));
        Assert.Equal(["a2"], await processes.RestartedAsync());
        Assert.Contains("a2 fast", await cluster.Servers[0].NodesAsync("DISK:.metadata.labels.disk"));
    }

    [RealHostsFact]
    public async Task Ranges_and_the_address_of_a_server_do_not_change_while_it_has_data()
    {
        var (processes, server) = (await K3sProcesses.OfAsync(cluster.Nodes), cluster.Servers[0]);
        _platform.K3s["podCidr"] = "10.77.0.0/16";
        Assert.Contains(
            "k3s-server: podCidr (cluster-cidr) can't change on a server with data: it is \"", (await _platform.UpAsync()).Failed().Message,
            StringComparison.Ordinal);
        _platform.K3s.Remove("podCidr");
        await server.RunAsync("sed -i 's/^node-ip: .*/node-ip: \"192.0.2.7\"/' /etc/rancher/k3s/config.yaml");
        _platform.K3s["snapshots"] = new JsonObject { ["retention"] = 9 };
        Assert.Contains(
            "k3s-server: address (node-ip) can't change on a server with data: it is \"192.0.2.7\"",
            (await _platform.UpAsync()).Failed().Message, StringComparison.Ordinal);

        Assert.Empty(await processes.RestartedAsync());
        await server.RunAsync($"sed -i 's/^node-ip: .*/node-ip: \"{server.Address}\"/' /etc/rancher/k3s/config.yaml");
        _platform.K3s.Remove("snapshots");
    }

    [RealHostsFact]
    public async Task An_exemption_from_pod_security_restarts_only_the_servers_each_when_the_previous_one_is_healthy()
    {
        var processes = await K3sProcesses.OfAsync(cluster.Nodes);
        var history = new History(cluster.Lab);
        var second = cluster.Servers[1];
        var process = await second.RunAsync("systemctl show --property=MainPID --value k3s");
        _platform.K3s["podSecurityExemptions"] = new JsonArray("legacy");

        await second.SetFaultsAsync("never-ready");
        var up = _platform.UpAsync();
        try
        {
            await second.UntilAsync(
                $"test $(systemctl show --property=MainPID --value k3s) != {process} && systemctl is-active k3s", TimeSpan.FromMinutes(1));
            await Task.Delay(TimeSpan.FromSeconds(3));
            Assert.Equal(["s1", "s2"], await processes.RestartedAsync());
        }
        finally
        {
            await second.SetFaultsAsync();
        }
        var report = (await up).Succeeded();

        Assert.Equal(["lab-dev-k3s-s1", "lab-dev-k3s-s2", "lab-dev-k3s-s3"], report.Changes.Select(step => step.Name));
        Assert.Equal(["s1", "s2", "s3"], await processes.RestartedAsync());
        Assert.Equal(["s1", "s2", "s3"], history.News("server", "agent").Select(line => line.Split(' ')[0]));
    }

    [RealHostsFact]
    public async Task A_mirror_of_registries_restarts_all_nodes_the_servers_first_and_one_at_a_time()
    {
        var processes = await K3sProcesses.OfAsync(cluster.Nodes);
        var history = new History(cluster.Lab);
        _platform.K3s["registries"] = JsonNode.Parse(
            """{ "mirrors": [{ "registry": "docker.io", "endpoints": ["https://mirror.k8tre.internal"] }] }""");

        var report = (await _platform.UpAsync()).Succeeded();

        Assert.Equal(["lab-dev-k3s-s1", "lab-dev-k3s-s2", "lab-dev-k3s-s3"], report.Changes.Select(step => step.Name).Take(3));
        Assert.Equal(["lab-dev-k3s-a1", "lab-dev-k3s-a2", "lab-dev-k3s-a3"], report.Changes.Select(step => step.Name).Skip(3).Order());
        Assert.Equal(["s1", "s2", "s3", "a1", "a2", "a3"], await processes.RestartedAsync());
        Assert.Equal(["s1", "s2", "s3"], history.News("server", "agent").Select(line => line.Split(' ')[0]).Take(3));
    }
}
