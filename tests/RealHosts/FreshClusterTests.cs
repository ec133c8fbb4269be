using Xunit.Abstractions;

namespace K8tre.Tests.RealHosts;

/// <summary>From bare hosts to a cluster, and back.</summary>
[Collection(RealHostsGroup.Name)]
public sealed class FreshClusterTests(ITestOutputHelper output)
{
    [RealHostsFact]
    public async Task One_host_becomes_a_cluster_a_second_run_changes_nothing_and_destroying_it_takes_K3s_away()
    {
        await using var lab = await Lab.StartAsync();
        var host = (await lab.StartHostsAsync("one"))[0];
        var platform = new PlatformOnHosts(lab, [host], []);

        output.WriteLine($"{(await platform.UpAsync()).Succeeded()}");
        Assert.Equal("ok", await host.RunAsync("k3s kubectl get --raw /readyz"));
        var again = (await platform.UpAsync()).Succeeded();
        Assert.Empty(again.Changes);
        Assert.Equal(0, again.Connections);
        output.WriteLine($"{(await platform.Stack.DestroyAsync()).Succeeded()}");
        Assert.False(await host.SucceedsAsync("systemctl cat k3s || test -e /usr/local/bin/k3s"));
    }

    [RealHostsFact]
    public async Task Three_servers_and_two_agents_become_a_cluster_of_three_voters()
    {
        await using var lab = await Lab.StartAsync();
        var hosts = await lab.StartHostsAsync("s1", "s2", "s3", "a1", "a2");
        using var balancer = new LoadBalancer(lab, [.. hosts.Take(3)]);
        var platform = new PlatformOnHosts(lab, [.. hosts.Take(3)], [.. hosts.Skip(3)]);
        platform.K3s["apiEndpoint"] = new System.Text.Json.Nodes.JsonObject { ["address"] = balancer.Address };

        output.WriteLine($"{(await platform.UpAsync()).Succeeded()}");

        var nodes = await hosts[0].RunAsync("k3s kubectl get nodes --no-headers --output 'custom-columns=NAME:.metadata.name,VOTER:.status.conditions[?(@.type==\"EtcdIsVoter\")].status'");
        Assert.Equal(["a1 <none>", "a2 <none>", "s1 True", "s2 True", "s3 True"], nodes.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        Assert.Empty((await platform.UpAsync()).Succeeded().Changes);
        output.WriteLine($"{(await platform.Stack.DestroyAsync()).Succeeded()}");
    }
}
