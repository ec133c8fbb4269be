using System.Text.Json.Nodes;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts.Recovery;

/// <summary>
/// Tests of three servers whose restore goes wrong, and of which one is lost and replaced. The tests depend on their order.
/// </summary>
[Collection(RealHostsGroup.Name)]
[TestCaseOrderer(InOrder.Name, InOrder.Assembly)]
public sealed class RepairTests(RepairTests.Cluster cluster) : IClassFixture<RepairTests.Cluster>
{
    private const string Proof = "k3s kubectl --namespace kube-system get configmap proof --ignore-not-found --output name";
    private const string Data = "/var/lib/rancher/k3s/server/db";

    private static readonly string[] AllVoters = ["s1 True", "s2 True", "s3 True"];

    private readonly PlatformOnHosts _platform = cluster.Platform;

    private TestHost Leader => cluster.Host("s1");

    [RealHostsFact]
    public async Task A_mistyped_path_stops_no_server()
    {
        var processes = await K3sProcesses.OfAsync(cluster.Hosts("s1", "s2", "s3"));

        Assert.Contains(
            $"check-restore: finds no snapshot {Data}/snapshots/missing on this host, so nothing was stopped or changed",
            await RefusedAsync($"{Data}/snapshots/missing"), StringComparison.Ordinal);

        Assert.Empty(await processes.RestartedAsync());
        Assert.Equal(AllVoters, await Leader.NodesAsync());
    }

    [RealHostsFact]
    public async Task A_file_that_is_no_snapshot_or_only_a_part_of_one_or_of_another_token_stops_no_server()
    {
        var processes = await K3sProcesses.OfAsync(cluster.Hosts("s1", "s2", "s3"));
        await Leader.RunAsync("k3s etcd-snapshot save --name good; echo text >/root/text");
        await Leader.RunAsync($"head -c -40 $(ls {Data}/snapshots/good-*) >/root/part");
        // A page of zeros and its sha256.
        await Leader.RunAsync(
            "sum=$(head -c 512 /dev/zero | sha256sum | cut -d ' ' -f 1); head -c 512 /dev/zero >/root/other; "
            + "printf \"$(sed 's/../\\\\x&/g' <<<$sum)\" >>/root/other");

        foreach (var file in new[] { "/root/part", "/root/text" })
            Assert.Contains($"{file} is not a snapshot of etcd, or not a complete one", await RefusedAsync(file), StringComparison.Ordinal);
        Assert.Contains("/root/other was taken with another token", await RefusedAsync("/root/other"), StringComparison.Ordinal);

        Assert.Empty(await processes.RestartedAsync());
    }

    [RealHostsFact]
    public async Task After_a_failed_restore_all_servers_start_with_their_data_when_the_setting_is_taken_back()
    {
        await Leader.RunAsync("k3s kubectl --namespace kube-system create configmap proof --from-literal=k=v");
        await Leader.SetFaultsAsync("reset-fails");
        var file = await Leader.RunAsync($"ls {Data}/snapshots/good-*");

        Assert.Contains(
            "the snapshot could not be restored, and this server has its earlier data again", await RefusedAsync(file),
            StringComparison.Ordinal);
        Assert.Equal(
            [$"the restore of {file} is not complete: run pulumi up, with another restoreFrom or without it"],
            (await cluster.Host("s2").DriftAsync()).Where(line => line.StartsWith("the restore", StringComparison.Ordinal)));
        await Leader.SetFaultsAsync();
        _platform.K3s.Remove("restoreFrom");
        (await _platform.UpAsync()).Succeeded();

        Assert.Equal(AllVoters, await Leader.NodesAsync());
        foreach (var server in cluster.Hosts("s1", "s2", "s3"))
            Assert.Equal("configmap/proof", await server.RunAsync(Proof));
    }

    [RealHostsFact]
    public async Task A_server_that_lost_its_connection_while_it_stopped_starts_again_when_the_setting_is_taken_back()
    {
        var follower = cluster.Host("s2");
        await follower.RunAsync("""
            mkdir -p /run/systemd/system/k3s.service.d
            printf '[Service]\nExecStopPost=-/usr/bin/pkill -KILL -f "^sshd.*@"\n' >/run/systemd/system/k3s.service.d/cut.conf
            systemctl daemon-reload
            """);
        _platform.K3s["restoreFrom"] = await Leader.RunAsync($"ls {Data}/snapshots/good-*");

        Assert.Contains("lab-dev-k3s-restore-s2", (await _platform.UpAsync()).Errors.Select(error => error.Resource));
        await follower.RunAsync("rm -r /run/systemd/system/k3s.service.d; systemctl daemon-reload");
        await follower.UntilAsync("! systemctl is-active k3s");
        _platform.K3s.Remove("restoreFrom");
        (await _platform.UpAsync()).Succeeded();

        Assert.Equal(AllVoters, await Leader.NodesAsync());
        foreach (var server in cluster.Hosts("s1", "s2", "s3"))
            Assert.Equal("configmap/proof", await server.RunAsync(Proof));
    }

    [RealHostsFact]
    public async Task Servers_do_not_start_with_their_old_data_beside_a_restored_one()
    {
        var follower = cluster.Host("s2");
        await follower.RunAsync("""
            mkdir -p /run/systemd/system/k3s.service.d
            printf '[Service]\nExecStartPre=/bin/false\n' >/run/systemd/system/k3s.service.d/broken.conf
            systemctl daemon-reload
            """);
        var file = await Leader.RunAsync($"ls {Data}/snapshots/good-*");
        Assert.Contains("k3s did not start", await RefusedAsync(file), StringComparison.Ordinal);
        await follower.RunAsync("rm -r /run/systemd/system/k3s.service.d; systemctl daemon-reload; systemctl stop k3s");

        _platform.K3s.Remove("restoreFrom");
        var refused = (await _platform.UpAsync()).Errors.Select(error => error.Message);

        Assert.All(refused, message => Assert.Contains(
            $"{Leader.Address} was restored, and this server was not; set restoreFrom again", message, StringComparison.Ordinal));
        Assert.NotEmpty(refused);
        Assert.False(await follower.SucceedsAsync("systemctl is-active k3s"));
        _platform.K3s["restoreFrom"] = file;
        (await _platform.UpAsync()).Succeeded();
        Assert.Equal(AllVoters, await Leader.NodesAsync());
        _platform.K3s.Remove("restoreFrom");
        (await _platform.UpAsync()).Succeeded();
        Assert.Equal("", await Leader.RunAsync("k3s kubectl --namespace kube-system get configmap --output name | grep restored || true"));
    }

    [RealHostsFact]
    public async Task A_restore_completes_on_servers_whose_data_is_a_disk_of_its_own()
    {
        await Leader.RunAsync("k3s kubectl --namespace kube-system create configmap proof --from-literal=k=v");
        // The same path is restored once only.
        await Leader.RunAsync($"cp {Data}/snapshots/good-* /root/");
        _platform.K3s["restoreFrom"] = await Leader.RunAsync("ls /root/good-*");

        (await _platform.UpAsync()).Succeeded();

        Assert.Equal(AllVoters, await Leader.NodesAsync());
        Assert.Equal("", await cluster.Host("s2").RunAsync(Proof));
        await cluster.Host("s2").RunAsync($"mountpoint --quiet {Data}; ls -d {Data}/etcd-backup-*");
        foreach (var server in cluster.Hosts("s1", "s2", "s3"))
            Assert.Empty(await server.DriftAsync());
        _platform.K3s.Remove("restoreFrom");
        (await _platform.UpAsync()).Succeeded();
    }

    [RealHostsFact]
    public async Task No_server_is_added_while_another_one_is_away()
    {
        await cluster.Host("s3").CrashAsync();
        await Leader.UntilReadyAsync("s3", false);
        _platform.K3s["servers"] = PlatformOnHosts.Hosts(cluster.Hosts("s1", "s2", "s3", "s4", "s5"));

        // The preflight asks all hosts, also the one that is away. The check of the leader is for a host that answers without K3s.
        await cluster.Host("s3").StartAsync();
        await cluster.Host("s3").RunAsync("systemctl stop k3s");
        await Leader.UntilReadyAsync("s3", false);
        var refused = (await _platform.UpAsync()).Failed();

        Assert.Contains(
            "k3s-server: etcd admits no new server while another one is away: s3; start it, or set lost: true on its entry",
            refused.Message, StringComparison.Ordinal);
    }

    [RealHostsFact]
    public async Task A_lost_server_is_replaced_in_one_step_even_if_the_network_of_the_pods_is_broken()
    {
        await cluster.Host("s3").CrashAsync();
        await cluster.Host("s1").SetFaultsAsync("no-network");
        await cluster.Host("s2").SetFaultsAsync("no-network");
        _platform.K3s["servers"] = PlatformOnHosts.Hosts(cluster.Hosts("s1", "s2", "s3", "s4"));
        _platform.K3s["servers"]![2]!["lost"] = true;

        (await _platform.UpAsync()).Succeeded();

        Assert.Equal(["s1 True", "s2 True", "s4 True"], await cluster.Host("s4").NodesAsync());
    }

    private async Task<string> RefusedAsync(string path)
    {
        _platform.K3s["restoreFrom"] = path;
        return (await _platform.UpAsync()).Failed().Message;
    }

    /// <summary>Three servers and two spare hosts. The data of the second server is on a disk of its own.</summary>
    public sealed class Cluster() : Story("s1", "s2", "s3", "s4", "s5"), IDisposable
    {
        private LoadBalancer? _balancer;

        /// <inheritdoc/>
        public void Dispose() => _balancer?.Dispose();

        /// <inheritdoc/>
        private protected override async Task<PlatformOnHosts> BeginAsync()
        {
            await Host("s2").LimitAsync(Data, "64M");
            _balancer = new(Lab, Hosts("s1", "s2", "s3", "s4", "s5"));
            var platform = new PlatformOnHosts(Lab, Hosts("s1", "s2", "s3"), []);
            platform.K3s["apiEndpoint"] = new JsonObject { ["address"] = _balancer.Address };
            (await platform.UpAsync()).Succeeded();
            return platform;
        }
    }
}
