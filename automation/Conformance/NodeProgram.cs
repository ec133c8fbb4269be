using System.Text.Json;
using K8tre.Automation.Engine;
using K8tre.Automation.Plans;

namespace K8tre.Automation.Conformance;

/// <summary>Runs a Pulumi program of Node.js on a recording engine, as the Pulumi CLI's language host runs one for a preview.</summary>
internal static class NodeProgram
{
    /// <summary>What a run recorded.</summary>
    /// <param name="Plan">The plan, as far as the program came.</param>
    /// <param name="Errors">What the engine refused and the program logged as errors.</param>
    /// <param name="ExitCode">The program's exit code.</param>
    /// <param name="ErrorOutput">What it wrote to standard error.</param>
    public sealed record Run(Plan Plan, IReadOnlyList<string> Errors, int ExitCode, string ErrorOutput);

    /// <summary>Runs a program.</summary>
    /// <param name="entryPoint">The program's file, and its arguments.</param>
    /// <param name="engineOptions">The engine it runs on.</param>
    /// <param name="packages">The official packages; the program has to find them itself.</param>
    /// <param name="config">The stack's configuration, by full key.</param>
    /// <param name="secretKeys">The keys whose values are secret.</param>
    /// <param name="cancellation">Ends the program.</param>
    public static async Task<Run> RunAsync(
        IReadOnlyList<string> entryPoint,
        EngineOptions engineOptions,
        NodePackages packages,
        IReadOnlyDictionary<string, string> config,
        IReadOnlyList<string> secretKeys,
        CancellationToken cancellation)
    {
        await using var engine = await RecordingEngine.StartAsync(engineOptions, new(), cancellation);
        var directory = Path.GetDirectoryName(Path.GetFullPath(entryPoint[0]))!;
        var node = await NodeProcess.RunAsync(
            "node",
            [
                Path.Combine(packages.Directory, "node_modules/@pulumi/pulumi/cmd/run"),
                "--monitor", engine.Address,
                "--engine", engine.Address,
                "--project", engineOptions.Project,
                "--stack", engineOptions.Stack,
                "--organization", "organization",
                "--pwd", directory,
                "--parallel", "16",
                "--dry-run",
                .. entryPoint,
            ],
            directory,
            new Dictionary<string, string>
            {
                // Messages without stack traces: some releases of Node.js 20 colour the SDK's source-mapped frames in an endless loop.
                ["NODE_OPTIONS"] = "--stack-trace-limit=0",
                ["NODE_PATH"] = Path.Combine(packages.Directory, "node_modules"),
                ["PULUMI_CONFIG"] = JsonSerializer.Serialize(config),
                ["PULUMI_CONFIG_SECRET_KEYS"] = JsonSerializer.Serialize(secretKeys),
            },
            cancellation);

        var recording = engine.Recording;
        var plan = recording.ToPlan(engineOptions.Project, engineOptions.Stack, "official");
        return new(plan, [.. recording.Errors], node.ExitCode, node.ErrorOutput);
    }
}
