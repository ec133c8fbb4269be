using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of one host and its data in several clusters, one after another. The tests depend on their order.</summary>
[Collection(RealHostsGroup.Name)]
[TestCaseOrderer(InOrder.Name, InOrder.Assembly)]
public sealed class FreshClusterTests(FreshClusterTests.Cluster cluster) : IClassFixture<FreshClusterTests.Cluster>
{
    private const string Proof = "k3s kubectl --namespace kube-system get configmap proof --ignore-not-found --output name";
    private const string Create = "k3s kubectl --namespace kube-system create configmap proof --from-literal=k=v";
    private const string Password = "sed 's/.*://' /var/lib/rancher/k3s/server/token";

    private readonly TestHost _host = cluster.Host("one");

    [RealHostsFact]
    public async Task One_host_becomes_a_cluster_and_a_second_run_changes_nothing_and_connects_to_no_host()
    {
        (await cluster.Platform.UpAsync()).Succeeded();
        Assert.Equal("ok", await _host.RunAsync("k3s kubectl get --raw /readyz"));
        Assert.Equal(["one True"], await _host.NodesAsync());

        var again = (await cluster.Platform.UpAsync()).Succeeded();

        Assert.Empty(again.Changes);
        Assert.Equal(0, again.Connections);
    }

    [RealHostsFact, Trait("Scenario", "23")]
    public async Task Deletion_removes_k3s_and_keeps_and_lists_its_data()
    {
        await _host.RunAsync(Create);

        var report = (await cluster.Platform.Stack.DestroyAsync()).Succeeded();

        await _host.HasNoK3sAsync();
        Assert.True(await _host.SucceedsAsync("test -e /var/lib/rancher/k3s/server/db/etcd"));
        Assert.Contains("k3s-server: stays: /var/lib/rancher/k3s (", report.Log, StringComparison.Ordinal);
    }

    [RealHostsFact]
    public async Task Kept_data_is_refused_with_another_token_and_used_with_the_old_one()
    {
        var next = new PlatformOnHosts(cluster.Lab, [_host], []);
        next.Stack.SetSecret("k8tre:k3sToken", "another-token-than-that-of-the-data");
        var refused = (await next.UpAsync()).Failed();
        Assert.Contains(
            "k3s-server: finds the data of an earlier cluster in /var/lib/rancher/k3s, of another token; "
            + "set k8tre:k3sToken to the password in /var/lib/rancher/k3s/server/token",
            refused.Message,
            StringComparison.Ordinal);
        Assert.False(await _host.SucceedsAsync("test -e /usr/local/bin/k3s"));

        next.Stack.SetSecret("k8tre:k3sToken", await _host.RunAsync(Password));
        (await next.UpAsync()).Succeeded();

        Assert.Equal("configmap/proof", await _host.RunAsync(Proof));
        cluster.Next = next;
    }

    [RealHostsFact, Trait("Scenario", "23")]
    public async Task Only_the_data_of_the_named_cluster_is_removed_and_its_name_in_the_settings_restarts_nothing()
    {
        var processes = await K3sProcesses.OfAsync([_host]);
        await _host.RunAsync("mkdir -p /var/lib/longhorn; echo precious >/var/lib/longhorn/volume");
        cluster.Next.K3s["removeDataOf"] = "lab-dev";
        (await cluster.Next.UpAsync()).Succeeded();
        Assert.Empty(await processes.RestartedAsync());

        var report = (await cluster.Next.Stack.DestroyAsync()).Succeeded();

        await _host.HasNoK3sAsync();
        Assert.False(await _host.SucceedsAsync("test -e /var/lib/rancher/k3s || test -e /var/lib/kubelet || test -e /etc/rancher"));
        Assert.Equal("precious", await _host.RunAsync("cat /var/lib/longhorn/volume"));
        Assert.DoesNotContain("stays: /var/lib/rancher", report.Log, StringComparison.Ordinal);
        Assert.Contains("k3s-server: stays: /var/lib/longhorn (", report.Log, StringComparison.Ordinal);
    }

    /// <summary>Host without a deployment.</summary>
    public sealed class Cluster() : Story("one")
    {
        /// <summary>Platform that follows the first one.</summary>
        internal PlatformOnHosts Next { get; set; } = null!;

        /// <inheritdoc/>
        private protected override Task<PlatformOnHosts> BeginAsync() => Task.FromResult(new PlatformOnHosts(Lab, Hosts("one"), []));
    }
}
