using System.Text.Json.Nodes;
using K8tre.Components.OnPrem.Ssh;
using K8tre.Tests.RealHosts.Engine;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of changes that a running cluster refuses. They change neither settings nor hosts.</summary>
[Collection(RunningClusterGroup.Name)]
public sealed class RefusalTests(RunningCluster cluster)
{
    private readonly PlatformOnHosts _platform = cluster.Platform;

    [RealHostsFact, Trait("Scenario", "19")]
    public async Task An_upgrade_that_skips_a_minor_version_is_refused_and_nothing_changes()
    {
        var minor = Running.Minor;

        await RefusedAsync(
            k3s => SetVersion(k3s, $"v1.{minor + 2}.0+k3s1"),
            $"leaves out a minor version; upgrade to a v1.{minor + 1} first");
    }

    [RealHostsFact]
    public async Task An_older_version_is_refused_and_nothing_changes()
        => await RefusedAsync(k3s => SetVersion(k3s, $"v1.{Running.Minor}.{Running.Build - 1}+k3s1"), "is older; K3s can't go back");

    [RealHostsFact]
    public async Task A_change_of_a_nodes_role_is_refused_and_nothing_changes()
    {
        var refused = await RefusedAsync(
            k3s =>
            {
                var (server, agent) = (k3s["servers"]![2]!.DeepClone(), k3s["agents"]![2]!.DeepClone());
                k3s["servers"]![2] = agent;
                k3s["agents"]![2] = server;
            },
            "a node can't change its role: remove it from the settings, run pulumi up, then add it in its new role");

        Assert.Contains(
            "the host runs k3s;", refused.Single(error => error.Resource == "lab-dev-k3s-preflight-s3").Message, StringComparison.Ordinal);
        Assert.Contains(
            "the host runs k3s-agent;",
            refused.Single(error => error.Resource == "lab-dev-k3s-preflight-a3").Message,
            StringComparison.Ordinal);
    }

    [RealHostsFact, Trait("Scenario", "20")]
    public async Task An_agent_newer_than_the_servers_is_refused_and_nothing_changes()
    {
        var agent = cluster.Agents[0];
        var before = await PictureAsync();
        var servers = $"{_platform.K3s["version"]}";
        // The settings have one version for all nodes, so the test runs the script itself.
        // The situation exists after a failed upgrade of servers.
        var args = HostScript.Named("k3s-agent").On(new() { Name = "a1", Address = agent.Address }, TimeSpan.FromSeconds(20), new()
        {
            { "node", "a1" },
            { "version", $"v1.{Running.Minor + 1}.0+k3s1" },
            { "sha256", "any" },
            { "server", cluster.Servers[0].Address },
            { "cluster", $"version={servers} ca=any" },
        });
        await File.WriteAllTextAsync(Path.Combine(agent.Root, "root/input"), await OutputUtilities.GetValueAsync(args.Stdin!.ToOutput()));

        var refused = await agent.RunAsync($"{await OutputUtilities.GetValueAsync(args.Create!.ToOutput())} </root/input 2>&1 || true");

        Assert.Equal($"k3s-agent: v1.{Running.Minor + 1}.0+k3s1 is newer than the servers' {servers}; upgrade the servers first", refused);
        Assert.Equal(before, await PictureAsync());
    }

    // Runs with other settings once, and expects errors with these texts.
    private async Task<IReadOnlyList<RunError>> RefusedAsync(Action<JsonObject> change, string words)
    {
        var before = await PictureAsync();
        var settings = _platform.Settings.DeepClone();
        change(_platform.K3s);
        var report = await _platform.UpAsync();
        _platform.Settings["environments"] = settings["environments"]!.DeepClone();

        Assert.NotEmpty(report.Errors);
        Assert.All(report.Errors, error => Assert.Contains(words, error.Message, StringComparison.Ordinal));
        Assert.Empty(report.Changes);
        Assert.Equal(before, await PictureAsync());
        Assert.Empty((await _platform.UpAsync()).Succeeded().Changes);
        return report.Errors;
    }

    private Version Running => Version.Parse($"{_platform.K3s["version"]}".Split('v', '+')[1]);

    private void SetVersion(JsonObject k3s, string version)
    {
        k3s["version"] = version;
        k3s["artefacts"]!["mirror"] = $"{cluster.Lab.Artefacts.Release(version)}";
    }

    // Processes, and every file that the scripts could have changed.
    private async Task<string> PictureAsync() => string.Join('\n', await Task.WhenAll(cluster.Nodes.Select(host => host.RunAsync("""
        systemctl show --property=MainPID k3s k3s-agent
        find /etc/rancher /etc/systemd/system /usr/local/bin /var/lib/rancher/k3s-stage -type f -exec sha256sum {} + | sort
        """))));
}
