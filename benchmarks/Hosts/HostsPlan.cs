using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using K8tre.Automation;
using K8tre.Automation.Engine;
using K8tre.Automation.Programs;
using K8tre.Automation.Projects;
using K8tre.Benchmarks.Sdks;
using K8tre.PlanModel;

namespace K8tre.Benchmarks.Hosts;

/// <summary>Plans a platform on many hosts and measures the steps.</summary>
internal static class HostsPlan
{
    private const string HostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE9PmHbcxcl33oauBSZLB3/wWiCjk4e9lNxkbMI5CgoQ";
    private const string Stack = "hosts";
    private const int Servers = 3;
    private const int Rounds = 3;

    /// <summary>Prints the times of several plans of three servers and a number of agents.</summary>
    /// <param name="agents">Number of agents.</param>
    public static async Task RunAsync(int agents)
    {
        var project = Project.Read(Project.FindDirectory(Environment.CurrentDirectory));
        var config = new StackConfig(new Dictionary<string, string> { [$"{project.Name}:platform"] = Settings(agents) }, []);
        Console.WriteLine($"{Servers} servers and {agents} agents; seconds. Program and engine are two concurrent processes.");
        Console.WriteLine(Row("resources", "to first", "to last", "to plan", "to JSON", "CPU program", "CPU engine"));

        // Round 0 fills the file cache and starts the engine. It is not printed.
        for (var round = 0; round <= Rounds; round++)
            await MeasureAsync(project, config, prints: round > 0);
    }

    private static async Task MeasureAsync(Project project, StackConfig config, bool prints)
    {
        using var own = Process.GetCurrentProcess();
        var processorBefore = own.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await using var engine = await RecordingEngine.StartAsync(new() { Project = project.Name, Stack = Stack }, new(), default);

        // The variables of `k8tre plan` and of the Pulumi CLI.
        var start = new ProcessStartInfo("dotnet", [BuiltProgram.Find(project, null)]) { WorkingDirectory = project.ProgramDirectory };
        ProgramEnvironment.Apply(ProgramEnvironment.Create(project, Stack, config, engine.Address), start);
        var program = ProcessFigures.MeasureAsync(start);
        while (engine.Recording.ResourceCount == 0 && !program.IsCompleted)
            await Task.Delay(5);
        var first = watch.Elapsed;
        var figures = await program;
        var last = watch.Elapsed;

        var plan = engine.Recording.ToPlan(project.Name, Stack, ProductInfo.PulumiSdk);
        var planned = watch.Elapsed;
        PlanJson.Write(plan, Stream.Null);
        var written = watch.Elapsed;
        own.Refresh();
        if (!prints)
            return;
        TimeSpan[] times = [first, last, planned, written, figures.Processor, own.TotalProcessorTime - processorBefore];
        Console.WriteLine(Row(
            [$"{plan.Resources.Count}", .. times.Select(time => time.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture))]));
    }

    private static string Row(params string[] cells) => string.Join(' ', cells.Select(cell => cell.PadLeft(12)));

    private static string Settings(int agents) => new JsonObject
    {
        ["name"] = "bench",
        ["vendor"] = "k3s",
        ["gitOps"] = new JsonObject { ["repoUrl"] = "https://git.example.org/k8tre.git", ["targetRevision"] = "main" },
        ["environments"] = new JsonArray(new JsonObject
        {
            ["environment"] = "dev",
            ["externalDomain"] = "dev.tre.example.org",
            ["k3s"] = new JsonObject
            {
                ["nodeCidr"] = "10.0.0.0/16",
                ["podCidr"] = "10.128.0.0/12",
                ["loadBalancerRange"] = "10.0.0.100-10.0.0.110",
                ["apiEndpoint"] = new JsonObject { ["address"] = "10.0.0.99", ["virtualInterface"] = "eth0" },
                ["servers"] = Hosts("server", 0, Servers),
                ["agents"] = Hosts("agent", 1, agents),
            },
        }),
    }.ToJsonString();

    private static JsonArray Hosts(string role, int block, int count)
        => [.. Enumerable.Range(0, count).Select(number => (JsonNode)new JsonObject
        {
            ["name"] = $"{role}-{number}",
            ["address"] = $"10.0.{block + (number / 200)}.{1 + (number % 200)}",
            ["hostKey"] = HostKey,
        })];
}
