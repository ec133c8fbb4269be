using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8tre.Automation.Conformance;

/// <summary>A check that is a script in conformance/. The script reads a plan file and prints its findings.</summary>
internal static class PlanScript
{
    /// <summary>Compares the plan with the types of the official packages, using the TypeScript compiler.</summary>
    public const string Types = "types";

    /// <summary>Compares the plan with the extracted schema of the providers, which is stricter than the TypeScript types.</summary>
    public const string Schema = "schema";

    private static readonly PlanScriptJson Json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Runs a check.</summary>
    /// <param name="check"><see cref="Types"/> or <see cref="Schema"/>.</param>
    /// <param name="planFile">The plan file.</param>
    /// <param name="packages">The official packages, installed.</param>
    /// <param name="cancellation">Ends the script.</param>
    /// <exception cref="CommandException">The script failed.</exception>
    public static async Task<CheckResult> RunAsync(string check, string planFile, NodePackages packages, CancellationToken cancellation)
    {
        var script = $"{check}.mjs";
        var node = await NodeProcess.RunAsync("node", [script, planFile], packages.Directory, null, cancellation);
        if (node.ExitCode != 0)
            throw CommandException.Failed($"conformance/{script} failed, exit code {node.ExitCode}:\n{node.StandardError.Trim()}");

        var output = JsonSerializer.Deserialize(node.StandardOutput, Json.ScriptOutput)!;
        return new(check, output.Checked, [.. output.Problems.Select(finding => finding.ToProblem(check))]);
    }

    internal sealed record ScriptOutput(int Checked, IReadOnlyList<Finding> Problems);

    internal sealed record Finding(string Urn, string Type, string Name, string Path, string Message)
    {
        public Problem ToProblem(string check) => new()
        {
            Check = check,
            Urn = Urn,
            Type = Type,
            Name = Name,
            Path = Path,
            Message = Message,
        };
    }
}

[JsonSerializable(typeof(PlanScript.ScriptOutput))]
internal sealed partial class PlanScriptJson : JsonSerializerContext;
