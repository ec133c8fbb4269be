using System.Text.Json.Nodes;
using K8tre.Tests.RealHosts.Engine;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of a cluster that grows from one server to three and shrinks again. The tests depend on their order.</summary>
[Collection(RealHostsGroup.Name)]
[TestCaseOrderer(InOrder.Name, InOrder.Assembly)]
public sealed class GrowingClusterTests(GrowingClusterTests.Cluster cluster) : IClassFixture<GrowingClusterTests.Cluster>
{
    private readonly PlatformOnHosts _platform = cluster.Platform;

    [RealHostsFact]
    public async Task A_server_has_the_manifest_of_kube_vip_and_a_certificate_for_its_address()
    {
        var server = cluster.Host("s1");
        cluster.FirstRun.Succeeded();

        Assert.Equal(
            $"600 root\n          image: {Components.Versions.KubeVip}\n"
            + $"            - {{ name: vip_interface, value: \"eth0\" }}\n            - {{ name: address, value: \"{cluster.Address}\" }}",
            await server.RunAsync(
                "cd /var/lib/rancher/k3s/server/manifests; stat --format '%a %U' k8tre-kube-vip.yaml; "
                + "grep -E 'image:|vip_interface|name: address,' k8tre-kube-vip.yaml"));
        await server.RunAsync($"ip address add {cluster.Address}/32 dev eth0");
        Assert.Equal(
            "pong",
            await cluster.Host("s2").RunAsync(
                $"curl -sS --cacert <(curl -sSk https://{cluster.Address}:6443/cacerts) https://{cluster.Address}:6443/ping"));
    }

    [RealHostsFact]
    public async Task Two_more_servers_and_an_agent_join_without_a_restart_of_the_first()
    {
        var processes = await K3sProcesses.OfAsync(cluster.Hosts("s1"));
        _platform.K3s["servers"] = PlatformOnHosts.Hosts(cluster.Hosts("s1", "s2", "s3"));
        _platform.K3s["agents"] = PlatformOnHosts.Hosts(cluster.Hosts("a1"));

        (await _platform.UpAsync()).Succeeded();

        Assert.Equal(["a1 -", "s1 True", "s2 True", "s3 True"], await cluster.Host("s3").NodesAsync());
        Assert.Empty(await processes.RestartedAsync());
        Assert.Contains(
            $"server: \"https://{cluster.Address}:6443\"",
            await cluster.Host("a1").RunAsync("cat /etc/rancher/k3s/config.yaml"),
            StringComparison.Ordinal);
        Assert.True(await cluster.Host("s3").SucceedsAsync("test -e /var/lib/rancher/k3s/server/manifests/k8tre-kube-vip.yaml"));
    }

    [RealHostsFact, Trait("Scenario", "18")]
    public async Task A_server_is_not_removed_if_etcd_would_lose_its_quorum()
    {
        var (first, second, third) = (cluster.Host("s1"), cluster.Host("s2"), cluster.Host("s3"));
        var processes = await K3sProcesses.OfAsync([first, third]);
        await second.StopAsync();
        await first.UntilReadyAsync("s2", false);
        var history = new History(cluster.Lab);
        _platform.K3s["servers"] = PlatformOnHosts.Hosts([first]);

        var refused = (await _platform.UpAsync()).Failed();

        Assert.Equal(("lab-dev-k3s-s3", third.Address), (refused.Resource, refused.Host));
        Assert.Contains(
            "k3s-server: taking s3 away would leave 1 running of 2 servers, and etcd needs 2; start the others first",
            refused.Message,
            StringComparison.Ordinal);
        // The server that stays writes its own labels again.
        Assert.DoesNotContain(history.News(), line => line.Split(' ')[1] is not ("label" or "annotate"));
        Assert.Empty(await processes.RestartedAsync());
        await second.StartAsync();
    }

    [RealHostsFact, Trait("Scenario", "23")]
    public async Task Servers_are_removed_one_at_a_time_without_loss_of_data_or_quorum()
    {
        var first = cluster.Host("s1");
        await first.UntilReadyAsync("s2", true);
        var history = new History(cluster.Lab);
        await first.RunAsync(
            "systemd-run --quiet --unit witness bash -c "
            + "'while :; do k3s kubectl get --raw /readyz >/dev/null || echo failed; sleep 0.3; done'");

        var report = (await _platform.UpAsync()).Succeeded();

        Assert.Equal("0", await first.RunAsync("systemctl stop witness; journalctl --unit witness --output cat | grep -cx failed || true"));
        Assert.Equal(["a1 -", "s1 True"], await first.NodesAsync());
        Assert.Equal(
            new[] { "s3", "s2" }.SelectMany(name => new[]
            {
                $"{name} cordon {name}",
                $"{name} drain {name}",
                $"{name} delete secret {name}.node-password.k3s",
                $"s1 delete node {name}",
            }),
            history.News());
        Assert.Equal(
            ["lab-dev-k3s-s3", "lab-dev-k3s-s2"], report.Names(Change.Deleted).Where(name => name is "lab-dev-k3s-s2" or "lab-dev-k3s-s3"));
        foreach (var left in cluster.Hosts("s2", "s3"))
        {
            await left.HasNoK3sAsync();
            Assert.True(await left.SucceedsAsync("test -e /var/lib/rancher/k3s/server/tls/server-ca.crt"));
        }
        Assert.Equal(2, report.Log.Split("k3s-server: stays: /var/lib/rancher/k3s (").Length - 1);
    }

    [RealHostsFact]
    public async Task Removed_servers_join_again_with_their_old_data()
    {
        _platform.K3s["servers"] = PlatformOnHosts.Hosts(cluster.Hosts("s1", "s2", "s3"));

        (await _platform.UpAsync()).Succeeded();

        Assert.Equal(["a1 -", "s1 True", "s2 True", "s3 True"], await cluster.Host("s2").NodesAsync());
    }

    [RealHostsFact, Trait("Scenario", "23")]
    public async Task Deletion_starts_with_agents_moves_no_pods_and_keeps_data_network_and_ssh()
    {
        var hosts = cluster.Hosts("s1", "s2", "s3", "a1");
        var remains = hosts.Select(host => new NetworkRemains(host)).ToArray();
        await Task.WhenAll(remains.Select(one => one.PlaceAsync()));
        var sessions = await Task.WhenAll(hosts.Select(SshSession.OpenAsync));
        var history = new History(cluster.Lab);

        var report = (await _platform.Stack.DestroyAsync()).Succeeded();

        string[] order =
            [.. new[] { "teardown", "a1-admit", "a1", "s3", "s2", "s1" }.Select(name => $"lab-dev-k3s-{name}")];
        Assert.Equal(order, report.Names(Change.Deleted).Where(order.Contains));
        var news = history.News();
        Assert.Equal("s1 create configmap k8tre-teardown", news[0]);
        Assert.DoesNotContain(news, line => line.Contains(" drain ", StringComparison.Ordinal));
        Assert.All(sessions, session => Assert.True(session.IsOpen));
        foreach (var (host, one) in hosts.Zip(remains))
        {
            await host.HasNoK3sAsync();
            await one.AreGoneAsync();
            Assert.True(await host.SucceedsAsync("test -n \"$(ls /var/lib/rancher/k3s)\""));
        }
        Assert.Equal(4, report.Log.Split(": stays: /var/lib/rancher/k3s (").Length - 1);
        Array.ForEach(sessions, session => session.Dispose());
    }

    /// <summary>Cluster with one server and a virtual address.</summary>
    public sealed class Cluster() : Story("s1", "s2", "s3", "a1")
    {
        /// <summary>Address of the API. The stand-in for K3s runs no pods, so the tests assign the address to a host.</summary>
        internal string Address => Host("s1").Address[..^2] + "100";

        /// <inheritdoc/>
        private protected override async Task<PlatformOnHosts> BeginAsync()
        {
            var platform = new PlatformOnHosts(Lab, Hosts("s1"), []);
            platform.K3s["apiEndpoint"] = new JsonObject { ["address"] = Address, ["virtualInterface"] = "eth0" };
            FirstRun = await platform.UpAsync();
            return platform;
        }
    }
}
