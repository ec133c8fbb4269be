using K8tre.Tests.RealHosts.Engine;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of an upgrade of K3s in a running cluster.</summary>
[Collection(RunningClusterGroup.Name)]
public sealed class UpgradeTests(RunningCluster cluster)
{
    private readonly PlatformOnHosts _platform = cluster.Platform;

    [RealHostsFact]
    public async Task An_upgrade_takes_a_snapshot_and_then_changes_servers_and_agents_one_at_a_time()
    {
        var version = NextMinor();
        var history = new History(cluster.Lab);
        _platform.K3s["agentsAwayAtOnce"] = "25%";

        (await _platform.UpAsync()).Succeeded();

        var news = history.News();
        var order = news.Where(line => line.Contains("cordon a", StringComparison.Ordinal)).Select(line => line[^2..]).Distinct().ToArray();
        Assert.Equal(
            [
                $"s1 etcd-snapshot save before-{version.Replace('+', '-')}",
                .. new[] { "s1", "s2", "s3" }.SelectMany(name =>
                    new[] { $"{name} cordon {name}", $"{name} drain {name}", $"{name} server {version}", $"{name} uncordon {name}" }),
                .. order.SelectMany(name => new[]
                {
                    $"s1 annotate node {name} k8tre.io/disrupted=", $"s1 cordon {name}", $"s1 drain {name}", $"{name} agent {version}",
                    $"s1 uncordon {name}", $"s1 annotate node {name} k8tre.io/disrupted-",
                }),
            ],
            news.Where(line => !line.Contains(" label node ", StringComparison.Ordinal)
                && !line.Contains("node.longhorn.io/default-disks", StringComparison.Ordinal)));
        Assert.Equal(["a1", "a2", "a3"], order.Order());
        await AllRunAsync(version);
    }

    [RealHostsFact]
    public async Task A_failed_drain_stops_an_upgrade_and_the_next_run_completes_it_with_two_agents_at_a_time()
    {
        var version = NextMinor();
        _platform.K3s["agentsAwayAtOnce"] = "70%";
        await Task.WhenAll(cluster.Agents.Select(agent => agent.SetFaultsAsync("drain-blocks")));
        var stopped = await _platform.UpAsync();
        await Task.WhenAll(cluster.Agents.Select(agent => agent.SetFaultsAsync()));

        Assert.Equal(2, stopped.Errors.Count(error =>
            error.Message.Contains("Cannot evict pod as it would violate the pod's disruption budget", StringComparison.Ordinal)
            && error.Message.Contains("fix that or raise drainTimeoutMinutes, then run pulumi up again", StringComparison.Ordinal)));
        Assert.Single(stopped.Errors, error => error.Message.Contains("stays as it is, since a", StringComparison.Ordinal));
        Assert.DoesNotContain(stopped.Names(Change.Updated), name => name is "lab-dev-k3s-a1" or "lab-dev-k3s-a2" or "lab-dev-k3s-a3");

        var history = new History(cluster.Lab);
        (await _platform.UpAsync()).Succeeded();

        Assert.Equal(2, MostAway(history.News("drain", "uncordon")));
        await AllRunAsync(version);
    }

    [RealHostsFact]
    public async Task Notebooks_stop_an_upgrade_before_their_node_is_cordoned_and_end_only_if_a_drain_is_forced()
    {
        var (version, server) = (NextPatch(), cluster.Servers[0]);
        await server.RunAsync("k3s kubectl --namespace jupyterhub create pod jupyter-ada --from-literal=node=a1");
        Assert.Contains((await _platform.UpAsync()).Errors, error => error.Message.Contains(
            "vacate-node: a1 runs pods that nothing starts again, such as notebooks (1): jupyterhub/jupyter-ada",
            StringComparison.Ordinal));
        Assert.Contains("a1 -", await server.NodesAsync("X:.spec.unschedulable"));

        _platform.K3s["forceDrain"] = true;
        (await _platform.UpAsync()).Succeeded();

        Assert.False(await server.SucceedsAsync("k3s kubectl --namespace jupyterhub get pod jupyter-ada"));
        _platform.K3s.Remove("forceDrain");
        await AllRunAsync(version);
    }

    // The test engine keeps its state, so the settings have the version of earlier tests.
    private string NextMinor() => To(known => $"v1.{known.Minor + 1}.2+k3s1");

    private string NextPatch() => To(known => $"v1.{known.Minor}.{known.Build + 1}+k3s1");

    private string To(Func<Version, string> next)
    {
        var version = next(Version.Parse(((string)_platform.K3s["version"]!).Split('v', '+')[1]));
        _platform.K3s["version"] = version;
        _platform.K3s["artefacts"]!["mirror"] = $"{cluster.Lab.Artefacts.Release(version)}";
        return version;
    }

    private static int MostAway(IEnumerable<string> drainsAndReturns)
    {
        var (away, most) = (new HashSet<string>(), 0);
        foreach (var words in drainsAndReturns.Select(line => line.Split(' ')))
        {
            _ = words[1] == "drain" ? away.Add(words[2]) : away.Remove(words[2]);
            most = Math.Max(most, away.Count);
        }
        return most;
    }

    private async Task AllRunAsync(string version) => Assert.Equal(
        new[] { "a1", "a2", "a3", "s1", "s2", "s3" }.Select(name => $"{name} {version} -"),
        await cluster.Servers[1].NodesAsync("VERSION:.status.nodeInfo.kubeletVersion,CORDONED:.spec.unschedulable"));
}
