using K8tre.Automation;
using K8tre.Automation.Conformance;
using K8tre.Automation.Engine;
using K8tre.Automation.Projects;

namespace K8tre.Benchmarks.Sdks;

/// <summary>Registers the same resources with two SDKs, in turn. Each run has a process and an engine of its own.</summary>
internal static class SdkComparison
{
    /// <summary>Name of the stack.</summary>
    public const string Stack = "dev";

    private const int Rounds = 3;

    /// <summary>Prints the time and memory of each SDK for a number of resources.</summary>
    public static async Task RunAsync(int count)
    {
        var root = Project.FindDirectory(Environment.CurrentDirectory);
        var packages = NodePackages.Find(root);
        await packages.EnsureInstalledAsync(Console.Error.WriteLine, default);
        var project = new Project
        {
            Directory = root,
            Name = "bench",
            ProgramDirectory = Path.Combine(root, "benchmarks/Things"),
            StackDirectory = root,
            Config = [],
        };

        Sdk[] sdks = [Sdk.Dotnet(ProductInfo.PulumiSdk), Sdk.Node(packages, project)];
        var figures = sdks.ToDictionary(sdk => sdk, _ => new List<ProcessFigures>());

        // Round 0 fills the file cache and starts the engine. It is not counted.
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var sdk in sdks)
            {
                var figure = await RegisterAsync(sdk, project, packages, count);
                if (round > 0)
                    figures[sdk].Add(figure);
            }
        }

        Print(count, figures);
    }

    private static async Task<ProcessFigures> RegisterAsync(Sdk sdk, Project project, NodePackages packages, int count)
    {
        var config = new StackConfig(new Dictionary<string, string> { ["bench:count"] = $"{count}" }, []);
        var options = new EngineOptions { Project = project.Name, Stack = Stack };
        await using var engine = await RecordingEngine.StartAsync(options, new(), default);
        var figures = await ProcessFigures.MeasureAsync(sdk.Start(project, config, packages, engine.Address));

        var registered = engine.Recording.ResourceCount - 1; // less the stack itself
        return registered == count
            ? figures
            : throw new InvalidOperationException($"{sdk.Name} registered {registered} resources instead of {count}");
    }

    private static void Print(int count, Dictionary<Sdk, List<ProcessFigures>> figures)
    {
        Console.WriteLine($"{count} registrations, {Rounds} runs of each SDK in turn: minimum, median, maximum");
        Console.WriteLine($"{"SDK",-20} {"wall s",20} {"processor s",20} {"peak MB",20}");
        foreach (var (sdk, runs) in figures)
        {
            Console.WriteLine(
                $"{sdk.Name,-20} {Spread(runs, run => run.Wall.TotalSeconds, "F2"),20} "
                + $"{Spread(runs, run => run.Processor.TotalSeconds, "F2"),20} "
                + $"{Spread(runs, run => run.PeakBytes / 1024.0 / 1024.0, "F0"),20}");
        }
    }

    private static string Spread(List<ProcessFigures> runs, Func<ProcessFigures, double> figure, string format)
    {
        var values = runs.Select(figure).Order().ToList();
        return string.Join("  ", new[] { values[0], values[values.Count / 2], values[^1] }.Select(value => value.ToString(format)));
    }
}
