using System.Text.Json;
using K8tre.Automation.Engine;
using K8tre.PlanModel;

namespace K8tre.Automation.Conformance;

/// <summary>Runs a Pulumi program of Node.js on a recording engine, with the arguments of the Pulumi CLI for a preview.</summary>
internal static class NodeProgram
{
    /// <summary>The result of a run.</summary>
    /// <param name="Plan">The plan, as far as the program ran.</param>
    /// <param name="Errors">Errors that the engine returned and the program logged.</param>
    /// <param name="ExitCode">Exit code of the program.</param>
    /// <param name="ErrorOutput">Standard error of the program.</param>
    public sealed record Run(Plan Plan, IReadOnlyList<string> Errors, int ExitCode, string ErrorOutput);

    /// <summary>Runs a program.</summary>
    /// <param name="entryPoint">File of the program, and its arguments.</param>
    /// <param name="engineOptions">Options of the engine.</param>
    /// <param name="packages">The official packages. The program has to import them itself.</param>
    /// <param name="config">Configuration of the stack, by full key.</param>
    /// <param name="secretKeys">Keys of secret values.</param>
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
                // No stack traces: some releases of Node.js 20 never finish colouring the source-mapped frames of the SDK.
                ["NODE_OPTIONS"] = "--stack-trace-limit=0",
                ["NODE_PATH"] = Path.Combine(packages.Directory, "node_modules"),
                ["PULUMI_CONFIG"] = JsonSerializer.Serialize(config),
                ["PULUMI_CONFIG_SECRET_KEYS"] = JsonSerializer.Serialize(secretKeys),
            },
            cancellation);

        var recording = engine.Recording;
        var plan = recording.ToPlan(engineOptions.Project, engineOptions.Stack, "official");
        return new(plan, [.. recording.Errors], node.ExitCode, node.StandardError);
    }
}
