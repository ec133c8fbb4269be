using K8tre.Automation.Engine.Properties;
using K8tre.Tests.RealHosts.Engine;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts.Recovery;

/// <summary>Tests of a snapshot on demand that is restored on the same host and on another. The tests depend on their order.</summary>
[Collection(RealHostsGroup.Name)]
[TestCaseOrderer(InOrder.Name, InOrder.Assembly)]
public sealed class SnapshotTests(SnapshotTests.Cluster cluster) : IClassFixture<SnapshotTests.Cluster>
{
    private const string ConfigMaps =
        "for name in before after; do k3s kubectl --namespace kube-system get configmap $name --ignore-not-found --output name; done";
    private const string Folder = "/var/lib/rancher/k3s/server/db/snapshots";

    private readonly TestHost _host = cluster.Host("one");
    private readonly PlatformOnHosts _platform = cluster.Platform;

    [RealHostsFact]
    public async Task A_snapshot_is_taken_once_for_each_name_and_its_file_is_an_output()
    {
        await MakeAsync("before");
        _platform.K3s["takeSnapshot"] = "first";

        var report = (await _platform.UpAsync()).Succeeded();

        Assert.Equal(["lab-dev-k3s-snapshot-first"], report.Names(Change.Created));
        var file = await _host.RunAsync($"ls {Folder}/first-*");
        Assert.Equal(file, WireValue.Unwrap(WireValue.Unwrap(report.Outputs.Fields["dev"]).StructValue.Fields["snapshot"]).StringValue);
        Assert.Empty((await _platform.UpAsync()).Succeeded().Changes);
    }

    [RealHostsFact]
    public async Task A_restore_restores_the_objects_of_the_snapshot_once()
    {
        await MakeAsync("after");
        _platform.K3s["restoreFrom"] = await _host.RunAsync($"ls {Folder}/first-*");
        (await _platform.UpAsync()).Succeeded();
        Assert.Equal("configmap/before", await _host.RunAsync(ConfigMaps));

        await MakeAsync("after");
        Assert.Empty((await _platform.UpAsync()).Succeeded().Changes);
        var processes = await K3sProcesses.OfAsync([_host]);
        var file = (string)_platform.K3s["restoreFrom"]!;
        _platform.K3s.Remove("restoreFrom");
        (await _platform.UpAsync()).Succeeded();
        _platform.K3s["restoreFrom"] = file;
        (await _platform.UpAsync()).Succeeded();

        Assert.Equal("configmap/before\nconfigmap/after", await _host.RunAsync(ConfigMaps));
        Assert.Empty(await processes.RestartedAsync());
    }

    [RealHostsFact, Trait("Scenario", "24")]
    public async Task A_new_server_restores_the_snapshot_only_with_the_token_of_its_time()
    {
        var fresh = cluster.Host("two");
        var token = await _host.RunAsync("sed 's/.*://' /var/lib/rancher/k3s/server/token");
        await _host.RunAsync($"cp {Folder}/first-* /var/lib/k3s-standin/snapshot");
        await _host.StopAsync();
        await fresh.RunAsync("mv /var/lib/k3s-standin/snapshot /root/snapshot");
        var other = new PlatformOnHosts(cluster.Lab, [fresh], []);
        other.K3s["restoreFrom"] = "/root/snapshot";
        other.Stack.SetSecret("k8tre:k3sToken", "another-token-than-that-of-the-snapshot");
        Assert.Contains(
            "a snapshot can be restored only with the token of its time: see k8tre:k3sToken",
            (await other.UpAsync()).Failed().Message,
            StringComparison.Ordinal);

        other.Stack.SetSecret("k8tre:k3sToken", token);
        (await other.UpAsync()).Succeeded();

        Assert.Equal("configmap/before", await fresh.RunAsync(ConfigMaps));
        Assert.Equal(["one -", "two True"], await fresh.NodesAsync());
    }

    private Task<string> MakeAsync(string name) =>
        _host.RunAsync($"k3s kubectl --namespace kube-system create configmap {name} --from-literal=k=v");

    /// <summary>Cluster with one host, and another host.</summary>
    public sealed class Cluster() : Story("one", "two")
    {
        /// <inheritdoc/>
        private protected override async Task<PlatformOnHosts> BeginAsync()
        {
            var platform = new PlatformOnHosts(Lab, Hosts("one"), []);
            (await platform.UpAsync()).Succeeded();
            return platform;
        }
    }
}
