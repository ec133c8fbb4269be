using System.Text.Json.Nodes;
using K8tre.Automation.Hosts;
using K8tre.Tests.RealHosts.Engine;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts.Recovery;

/// <summary>Tests of a cluster that needs two runs and then loses the host of its first server. The tests depend on their order.</summary>
[Collection(RealHostsGroup.Name)]
[TestCaseOrderer(InOrder.Name, InOrder.Assembly)]
public sealed class LostServerTests(LostServerTests.Cluster cluster) : IClassFixture<LostServerTests.Cluster>
{
    private const string Proof = "k3s kubectl --namespace kube-system get configmap proof --ignore-not-found --output name";

    private readonly PlatformOnHosts _platform = cluster.Platform;

    [RealHostsFact, Trait("Scenario", "17")]
    public async Task If_the_second_server_fails_the_first_is_usable_and_the_next_run_installs_only_the_rest()
    {
        var (first, second) = (cluster.Host("s1"), cluster.Host("s2"));
        await second.SetFaultsAsync("exits-at-start");

        var failed = (await _platform.UpAsync()).Failed();

        Assert.Equal(("lab-dev-k3s-s2", second.Address), (failed.Resource, failed.Host));
        Assert.Contains("the fault exits-at-start is set", failed.Message, StringComparison.Ordinal);
        Assert.Contains(
            "k3s-server: k3s did not start; fix the problem in the journal above, then run pulumi up again to continue",
            failed.Message,
            StringComparison.Ordinal);
        Assert.Equal(["s1 True"], await first.NodesAsync());
        await first.RunAsync("k3s kubectl --namespace kube-system create configmap proof --from-literal=k=v");
        Assert.Equal(
            [
                "s1: ",
                "s2: k3s is not running, a change waits for a restart: the last run was interrupted, the API does not answer",
                "s3: K3s is not installed",
                "a1: K3s is not installed",
            ],
            (await cluster.AskAsync("s1", "s2", "s3", "a1")).Select(host => $"{host.Host.Name}: {string.Join(", ", host.Drift)}"));

        await second.SetFaultsAsync();
        var processes = await K3sProcesses.OfAsync([first]);
        var report = (await _platform.UpAsync()).Succeeded();

        string[] nodes = ["lab-dev-k3s-s1", "lab-dev-k3s-s2", "lab-dev-k3s-s3", "lab-dev-k3s-a1"];
        Assert.Equal(nodes[1..], report.Changes.Select(step => step.Name).Where(nodes.Contains));
        Assert.Equal(["a1 -", "s1 True", "s2 True", "s3 True"], await first.NodesAsync());
        Assert.Empty(await processes.RestartedAsync());
    }

    [RealHostsFact]
    public async Task A_lost_host_is_removed_without_a_connection_to_it_and_no_other_node_restarts()
    {
        var second = cluster.Host("s2");
        var processes = await K3sProcesses.OfAsync(cluster.Hosts("s2", "s3", "a1"));
        await cluster.Host("s1").CrashAsync();
        await second.UntilReadyAsync("s1", false);
        _platform.K3s["servers"]![0]!["lost"] = true;

        var report = (await _platform.UpAsync()).Succeeded();

        Assert.DoesNotContain(report.Changes, step => step.Host == cluster.Host("s1").Address && step.Change != Change.Deleted);
        Assert.Equal(["a1 -", "s2 True", "s3 True"], await second.NodesAsync());
        Assert.Empty(await processes.RestartedAsync());
    }

    [RealHostsFact]
    public async Task A_new_server_is_refused_at_the_start_of_the_list_and_joins_at_its_end()
    {
        var processes = await K3sProcesses.OfAsync(cluster.Hosts("s2", "s3", "a1"));
        _platform.K3s["servers"] = PlatformOnHosts.Hosts(cluster.Hosts("s4", "s2", "s3"));
        var refused = (await _platform.UpAsync()).Failed();
        Assert.Contains("k3s-server: is first in servers, but new to the cluster that runs on ", refused.Message, StringComparison.Ordinal);
        _platform.K3s["servers"] = PlatformOnHosts.Hosts(cluster.Hosts("s2", "s3", "s4"));

        var report = (await _platform.UpAsync()).Succeeded();

        Assert.Contains("lab-dev-k3s-s1", report.Names(Change.Retained));
        Assert.Equal(["a1 -", "s2 True", "s3 True", "s4 True"], await cluster.Host("s4").NodesAsync());
        Assert.Equal("configmap/proof", await cluster.Host("s4").RunAsync(Proof));
        Assert.Empty(await processes.RestartedAsync());
    }

    [RealHostsFact]
    public async Task A_leader_that_once_joined_restores_a_snapshot_and_the_other_servers_join_again()
    {
        var leader = cluster.Host("s2");
        _platform.K3s["takeSnapshot"] = "with-proof";
        (await _platform.UpAsync()).Succeeded();
        await leader.RunAsync("k3s kubectl --namespace kube-system delete configmap proof");
        _platform.K3s["restoreFrom"] = await leader.RunAsync("ls /var/lib/rancher/k3s/server/db/snapshots/with-proof-*");

        (await _platform.UpAsync()).Succeeded();

        Assert.Equal(["a1 -", "s2 True", "s3 True", "s4 True"], await cluster.Host("s4").NodesAsync());
        Assert.Equal("configmap/proof", await cluster.Host("s3").RunAsync(Proof));
        Assert.True(await cluster.Host("s3").SucceedsAsync("compgen -G '/var/lib/rancher/k3s/server/db/etcd-backup-*'"));
    }

    /// <summary>Three servers, an agent and a spare host.</summary>
    public sealed class Cluster() : Story("s1", "s2", "s3", "a1", "s4"), IDisposable
    {
        private LoadBalancer? _balancer;

        /// <inheritdoc/>
        public void Dispose() => _balancer?.Dispose();

        /// <summary>Reads the status of hosts like <c>./k8tre hosts</c>.</summary>
        internal Task<IReadOnlyList<HostStatus>> AskAsync(params string[] hosts) => HostStatus.ReadAllAsync(
            [
                .. Hosts(hosts).Select(host =>
                    new PlatformHost { Name = host.Name, Cluster = "lab-dev", Endpoint = new(host.Address, 22, "root", host.HostKey) }),
            ],
            Path.Combine(Lab.Folder, "key"), null, CancellationToken.None);

        /// <inheritdoc/>
        private protected override Task<PlatformOnHosts> BeginAsync()
        {
            _balancer = new(Lab, Hosts("s1", "s2", "s3", "s4"));
            var platform = new PlatformOnHosts(Lab, Hosts("s1", "s2", "s3"), Hosts("a1"));
            platform.K3s["apiEndpoint"] = new JsonObject { ["address"] = _balancer.Address };
            return Task.FromResult(platform);
        }
    }
}
