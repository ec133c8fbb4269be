using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts.Recovery;

/// <summary>
/// Tests of a host whose first installation fails, and whose data is on disks of its own. The tests depend on their order.
/// </summary>
[Collection(RealHostsGroup.Name)]
[TestCaseOrderer(InOrder.Name, InOrder.Assembly)]
public sealed class FailedInstallationTests(FailedInstallationTests.Cluster cluster) : IClassFixture<FailedInstallationTests.Cluster>
{
    private readonly TestHost _host = cluster.Host("one");

    [RealHostsFact]
    public async Task After_a_failed_first_deployment_a_deletion_leaves_no_k3s()
    {
        await _host.SetFaultsAsync("exits-at-start");
        (await cluster.Platform.UpAsync()).Failed();
        Assert.True(await _host.SucceedsAsync("systemctl is-enabled --quiet k3s && test -e /etc/rancher/k3s/token"));

        (await cluster.Platform.Stack.DestroyAsync()).Succeeded();

        await _host.HasNoK3sAsync();
        await _host.SetFaultsAsync();
    }

    [RealHostsFact]
    public async Task Data_on_disks_of_their_own_is_removed_and_their_mount_points_stay()
    {
        foreach (var disk in cluster.Disks)
            await _host.LimitAsync(disk, "6G");
        cluster.Platform.K3s["removeDataOf"] = "lab-dev";
        (await cluster.Platform.UpAsync()).Succeeded();
        await _host.RunAsync("mkdir -p /var/lib/kubelet/pods; echo old >/var/lib/kubelet/pods/file");

        (await cluster.Platform.Stack.DestroyAsync()).Succeeded();

        await _host.HasNoK3sAsync();
        foreach (var disk in cluster.Disks)
            Assert.Equal("", await _host.RunAsync($"mountpoint --quiet {disk} && ls -A {disk}"));
    }

    [RealHostsFact]
    public async Task No_empty_cluster_is_started_beside_data_that_was_moved_aside()
    {
        const string data = "/var/lib/rancher/k3s/server/db";
        (await cluster.Platform.UpAsync()).Succeeded();
        await _host.RunAsync($"systemctl stop k3s; mv {data}/etcd {data}/etcd-old-1795000000");
        cluster.Platform.K3s["applyGeneration"] = 2;

        var refused = (await cluster.Platform.UpAsync()).Failed();

        Assert.Contains(
            $"k3s-server: finds no {data}/etcd, but etcd-old-1795000000 beside it, and does not start an empty cluster in its place",
            refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Host without a deployment.</summary>
    public sealed class Cluster() : Story("one")
    {
        /// <summary>Folders that are disks of their own.</summary>
        internal IReadOnlyList<string> Disks { get; } = ["/var/lib/rancher/k3s", "/var/lib/kubelet"];

        /// <inheritdoc/>
        private protected override Task<PlatformOnHosts> BeginAsync() => Task.FromResult(new PlatformOnHosts(Lab, Hosts("one"), []));
    }
}
