using System.Diagnostics;
using System.Globalization;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Benchmarks.Clusters;

/// <summary>Measures the deployment of K3s clusters on temporary hosts, optionally in comparison with another tool.</summary>
/// <remarks>Each round of each tool has new hosts. The tools take turns.</remarks>
internal static class ClusterRuns
{
    /// <summary>Prints the time of each run, and the median of all runs.</summary>
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
            var pinned = PlatformOnHosts.Version;
            var version = phase == Phase.Upgrade ? NextMinor(pinned) : pinned;
            var before = await SignInsAsync(hosts);
            var load = (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0];
            var watch = Stopwatch.StartNew();
            await tool.RunAsync(phase, version);
            var wall = watch.Elapsed;
            await ReadyAsync(hosts, version);
            var run = new ClusterRun(round, tool.Name, phase, wall, watch.Elapsed, await SignInsAsync(hosts) - before);
            runs.Add(run);
            Console.WriteLine(FormattableString.Invariant(
                $"{round,5} {Title(tool.Name, phase)} {wall.TotalSeconds,8:F1} {run.Ready.TotalSeconds,14:F1} {run.SignIns,9} {load,6}"));
        }
        return runs;
    }

    private static IEnumerable<string> Names(string role, int count) => Enumerable.Range(1, count).Select(number => $"{role}{number}");

    private static string NextMinor(string version)
    {
        var parts = version.Split('.');
        return $"{parts[0]}.{int.Parse(parts[1], CultureInfo.InvariantCulture) + 1}.0+k3s1";
    }

    // The hosts count the SSH sessions, in the same way for every tool.
    private static async Task<int> SignInsAsync(IEnumerable<TestHost> hosts)
    {
        const string command = "journalctl --unit ssh --output cat | grep -c '^Accepted' || true";
        var counts = await Task.WhenAll(hosts.Select(host => host.RunAsync(command)));
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
            return await server.NodesAsync(
                "VERSION:.status.nodeInfo.kubeletVersion,READY:.status.conditions[?(@.type==\"Ready\")].status");
        }
        catch (InvalidOperationException)
        {
            // The API does not respond at the moment.
            return [];
        }
    }

    private static void Summarise(List<ClusterRun> runs)
    {
        Console.WriteLine();
        foreach (var group in runs.GroupBy(run => (run.Tool, run.Phase)))
        {
            var wall = Figures(group.Select(run => run.Wall.TotalSeconds));
            var ready = Figures(group.Select(run => run.Ready.TotalSeconds));
            var signIns = Figures(group.Select(run => (double)run.SignIns));
            Console.WriteLine($"{Title(group.Key.Tool, group.Key.Phase)}: {wall} s, until ready {ready} s, sign-ins {signIns}");
        }
        foreach (var group in runs.Where(run => run.Tool != runs[0].Tool).GroupBy(run => (run.Tool, run.Phase)))
        {
            var ratios = group.Select(other => other.Ready / Counterpart(other).Ready);
            Console.WriteLine($"{Title(group.Key.Tool, group.Key.Phase)}: {Figures(ratios)} times as long as {runs[0].Tool}");
        }

        ClusterRun Counterpart(ClusterRun other)
            => runs.Single(run => run.Tool == runs[0].Tool && run.Phase == other.Phase && run.Round == other.Round);
    }

    private static string Title(string tool, Phase phase) => $"{tool,14} {$"{phase}".ToLowerInvariant(),8}";

    // Minimum, median and maximum.
    private static string Figures(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[0]:0.0}, {sorted[sorted.Length / 2]:0.0}, {sorted[^1]:0.0}");
    }

    private sealed record ClusterRun(int Round, string Tool, Phase Phase, TimeSpan Wall, TimeSpan Ready, int SignIns);
}
