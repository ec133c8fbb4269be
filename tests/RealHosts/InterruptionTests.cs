using System.Text.Json.Nodes;
using K8tre.Tests.RealHosts.Engine;
using K8tre.Tests.RealHosts.Machines;
using Xunit.Abstractions;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of interrupted runs and of the runs after them. A script continues on its host when its connection is lost.</summary>
[Collection(RealHostsGroup.Name)]
public sealed class InterruptionTests(ITestOutputHelper output)
{
    [RealHostsFact, Trait("Scenario", "14")]
    public async Task A_run_after_a_lost_connection_in_any_phase_completes_it_and_k3s_starts_once_on_each_host()
    {
        await using var lab = await Lab.StartAsync();
        var hosts = await lab.StartHostsAsync("s1", "s2", "s3", "a1");
        using var balancer = new LoadBalancer(lab, [.. hosts.Take(3)]);
        var platform = new PlatformOnHosts(lab, [.. hosts.Take(3)], [hosts[3]]);
        platform.K3s["apiEndpoint"] = new JsonObject { ["address"] = balancer.Address };

        await CutAsync(platform, "lab-dev-k3s-s1-prepare", hosts[0], "sysctl");
        await CutAsync(platform, "lab-dev-k3s-s2-stage", hosts[1], "sha256sum", "*k3s.new");
        await CutAsync(platform, "lab-dev-k3s-s1", hosts[0], "systemctl", "restart k3s");
        await CutAsync(platform, "lab-dev-k3s-s2", hosts[1], "awk", "*field=4*");
        await CutAsync(platform, "lab-dev-k3s-a1", hosts[3], "systemctl", "restart k3s-agent");
        await CutAsync(platform, "lab-dev-k3s-a1-admit", hosts[0], "awk", "*field=5*");
        await CutAsync(platform, "lab-dev-k3s-kubeconfig", hosts[0], "cat", "*/k3s.yaml");
        var last = (await platform.UpAsync()).Succeeded();

        output.WriteLine($"{last}");
        Assert.Contains("lab-dev-k3s-kubeconfig", last.Names(Change.Created));
        Assert.Equal(["a1 -", "s1 True", "s2 True", "s3 True"], await hosts[2].NodesAsync());
        foreach (var host in hosts)
        {
            Assert.Equal(1, await host.StartsOfAsync(host.Name == "a1" ? "k3s-agent" : "k3s"));
            Assert.Empty(await host.DriftAsync());
            Assert.False(await host.SucceedsAsync("compgen -G '/run/k8tre.*/'"), $"{host.Name} keeps what a script had in memory");
        }
    }

    [RealHostsFact, Trait("Scenario", "14"), Trait("Scenario", "15")]
    public async Task A_run_after_a_lost_answer_changes_nothing_and_a_run_after_a_crash_completes_the_change()
    {
        await using var lab = await Lab.StartAsync();
        var host = (await lab.StartHostsAsync("one"))[0];
        var platform = new PlatformOnHosts(lab, [host], []);

        // The last program of the script is held, so that all is done and only the answer is missing.
        await CutAsync(platform, "lab-dev-k3s-one", host, "rm", "-rf /run/k8tre.*");
        var (processes, files) = (await K3sProcesses.OfAsync([host]), await host.FilesAsync());
        Assert.Contains("lab-dev-k3s-one", (await platform.UpAsync()).Succeeded().Names(Change.Created));
        Assert.Empty(await processes.RestartedAsync());
        Assert.All(
            (await host.FilesAsync()).Except(files),
            changed => Assert.StartsWith("/var/lib/rancher/k3s/", changed, StringComparison.Ordinal));

        // The script without a connection still runs when the next one starts.
        platform.K3s["snapshots"] = new JsonObject { ["retention"] = 7 };
        var hold = await LoseAsync(platform, "lab-dev-k3s-one", host, "systemctl", "restart k3s");
        var run = platform.UpAsync();
        await host.UntilAsync("[ $(pgrep --full --count \"^timeout --kill-after\") -eq 2 ]");
        hold.Release();
        Assert.Contains("k3s-server: waits for an earlier run", (await run).Succeeded().Log, StringComparison.Ordinal);
        Assert.Equal(2, await host.StartsOfAsync("k3s"));

        // The new configuration is on the disk, and so is the mark that K3s must restart.
        platform.K3s["snapshots"] = new JsonObject { ["retention"] = 8 };
        hold = new(host, "systemctl", "restart k3s");
        run = platform.UpAsync();
        await hold.ReachedAsync(run);
        await host.CrashAsync();
        Assert.Equal("lab-dev-k3s-one", (await run).Failed().Resource);
        hold.Release();
        await host.StartAsync();
        await host.UntilAsync("systemctl is-active k3s");
        Assert.Equal(["a change waits for a restart: the last run was interrupted"], await host.DriftAsync());
        Assert.Equal(["lab-dev-k3s-one"], (await platform.UpAsync()).Succeeded().Names(Change.Updated));
        Assert.Empty(await host.DriftAsync());
        Assert.True(await host.SucceedsAsync("grep -qx 'etcd-snapshot-retention: 8' /etc/rancher/k3s/config.yaml"));

        await host.RebootAsync();
        await host.UntilAsync("k3s kubectl get --raw /readyz");
        processes = await K3sProcesses.OfAsync([host]);
        Assert.Empty((await platform.UpAsync()).Succeeded().Changes);
        // Another time limit causes the scripts to run again.
        platform.K3s["drainTimeoutMinutes"] = 6;
        Assert.Contains("lab-dev-k3s-one", (await platform.UpAsync()).Succeeded().Names(Change.Updated));
        Assert.Empty(await processes.RestartedAsync());
        Assert.Empty(await host.DriftAsync());

        hold = new(host, "systemctl", "daemon-reload");
        run = platform.Stack.DestroyAsync();
        await hold.ReachedAsync(run);
        await host.HangUpAsync();
        Assert.Equal("lab-dev-k3s-one", (await run).Failed().Resource);
        hold.Release();
        (await platform.Stack.DestroyAsync()).Succeeded();
        await host.HasNoK3sAsync();
    }

    // Ends the connection in the middle of a script, and lets the script continue.
    private static async Task CutAsync(PlatformOnHosts platform, string resource, TestHost host, string program, string arguments = "*")
        => (await LoseAsync(platform, resource, host, program, arguments)).Release();

    private static async Task<Hold> LoseAsync(PlatformOnHosts platform, string resource, TestHost host, string program, string arguments)
    {
        var hold = new Hold(host, program, arguments);
        var run = platform.UpAsync();
        await hold.ReachedAsync(run);
        await host.HangUpAsync();

        var error = (await run).Failed();
        Assert.Equal((resource, host.Address), (error.Resource, error.Host));
        Assert.StartsWith("wait: remote command exited without exit status", error.Message, StringComparison.Ordinal);
        return hold;
    }
}
