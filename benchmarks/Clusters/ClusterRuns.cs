using System.Diagnostics;
using System.Globalization;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Benchmarks.Clusters;

/// <summary>Times whole K3s clusters on throw-away hosts, where wanted beside another tool's: each on fresh hosts, in turn.</summary>
internal static class ClusterRuns
{
    /// <summary>Prints what each run took, and then what they took in the middle.</summary>
    public static async Task RunAsync(int servers, int agents, int rounds, string? besides)
    {
        Console.WriteLine($"{servers} servers and {agents} agents");
        Console.WriteLine($"{"round",5} {"tool",14} {"run",8} {"wall s",8} {"until ready s",14} {"sign-ins",9} {"load",6}");
        var runs = new List<ClusterRun>();
        for (var round = 1; round <= rounds; round++)
        {
            runs.AddRange(await MeasureAsync(new OurTool(), round, servers, agents));
            if (besides is not null)
                runs.AddRange(await MeasureAsync(new OtherTool(besides), round, servers, agents));
        }
        Summarise(runs);
    }

    private static async Task<List<ClusterRun>> MeasureAsync(ITool tool, int round, int servers, int agents)
    {
        await using var lab = await Lab.StartAsync();
        string[] names = [.. Names("s", servers), .. Names("a", agents)];
        var hosts = await lab.StartHostsAsync(names);
        using var end = tool as IDisposable;
        await tool.TakeAsync(lab, [.. hosts.Take(servers)], [.. hosts.Skip(servers)]);

        var runs = new List<ClusterRun>();
        foreach (var phase in tool.Phases)
        {
            var version = phase == Phase.Upgrade ? NextMinor(Components.Versions.K3s.Version) : Components.Versions.K3s.Version;
            var before = await SignInsAsync(hosts);
            var load = (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0];
            var watch = Stopwatch.StartNew();
            await tool.RunAsync(phase, version);
            var wall = watch.Elapsed;
            await ReadyAsync(hosts, version);
            var run = new ClusterRun(round, tool.Name, phase, wall, watch.Elapsed, await SignInsAsync(hosts) - before);
            runs.Add(run);
            Console.WriteLine(FormattableString.Invariant(
                $"{round,5} {tool.Name,14} {$"{phase}".ToLowerInvariant(),8} {wall.TotalSeconds,8:F1} {run.Ready.TotalSeconds,14:F1} {run.SignIns,9} {load,6}"));
        }
        return runs;
    }

    private static IEnumerable<string> Names(string role, int count) => Enumerable.Range(1, count).Select(number => $"{role}{number}");

    private static string NextMinor(string version)
    {
        var parts = version.Split('.');
        return $"{parts[0]}.{int.Parse(parts[1], CultureInfo.InvariantCulture) + 1}.0+k3s1";
    }

    // As the hosts saw it, by the same measure for every tool.
    private static async Task<int> SignInsAsync(IEnumerable<TestHost> hosts)
    {
        var counts = await Task.WhenAll(hosts.Select(host => host.RunAsync("journalctl --unit ssh --output cat | grep -c '^Accepted' || true")));
        return counts.Sum(count => int.Parse(count, CultureInfo.InvariantCulture));
    }

    private static async Task ReadyAsync(IReadOnlyList<TestHost> hosts, string version)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        string[] wanted = [.. hosts.Select(host => $"{host.Name} {version} True").Order(StringComparer.Ordinal)], found;
        while (!(found = await NodesAsync(hosts[0])).SequenceEqual(wanted))
        {
            if (patience.IsCancellationRequested)
                throw new InvalidOperationException($"not all nodes are ready with {version}: {string.Join(", ", found)}");
            await Task.Delay(100);
        }
    }

    private static async Task<string[]> NodesAsync(TestHost server)
    {
        try
        {
            return await server.NodesAsync("VERSION:.status.nodeInfo.kubeletVersion,READY:.status.conditions[?(@.type==\"Ready\")].status");
        }
        catch (InvalidOperationException)
        {
            // Its API is not there, for the moment.
            return [];
        }
    }

    private static void Summarise(List<ClusterRun> runs)
    {
        Console.WriteLine();
        foreach (var group in runs.GroupBy(run => (run.Tool, run.Phase)))
        {
            Console.WriteLine(FormattableString.Invariant(
                $"{group.Key.Tool,14} {$"{group.Key.Phase}".ToLowerInvariant(),8}: {Figures(group.Select(run => run.Wall.TotalSeconds))} s, until ready {Figures(group.Select(run => run.Ready.TotalSeconds))} s, sign-ins {Figures(group.Select(run => (double)run.SignIns))}"));
        }
        foreach (var group in runs.Where(run => run.Tool != runs[0].Tool).GroupBy(run => (run.Tool, run.Phase)))
        {
            var ratios = group.Select(other => other.Ready / runs.Single(ours => ours.Tool == runs[0].Tool && ours.Phase == other.Phase && ours.Round == other.Round).Ready);
            Console.WriteLine($"{group.Key.Tool,14} {$"{group.Key.Phase}".ToLowerInvariant(),8}: {Figures(ratios)} times as long as {runs[0].Tool}");
        }
    }

    // Least, median and most.
    private static string Figures(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[0]:0.0}, {sorted[sorted.Length / 2]:0.0}, {sorted[^1]:0.0}");
    }

    private sealed record ClusterRun(int Round, string Tool, Phase Phase, TimeSpan Wall, TimeSpan Ready, int SignIns);
}
