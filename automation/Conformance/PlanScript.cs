using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8tre.Automation.Conformance;

/// <summary>A check that is a script in conformance/: it reads a plan's file and prints what it found.</summary>
internal static class PlanScript
{
    /// <summary>Does a plan's resources fit the types of the official packages, by the TypeScript compiler?</summary>
    public const string Types = "types";

    /// <summary>Do they fit the providers' extracted schema, which is stricter where TypeScript's types are loose?</summary>
    public const string Schema = "schema";

    private static readonly PlanScriptJson Json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Runs a check on the plan in a file.</summary>
    /// <exception cref="CommandException">The script failed.</exception>
    public static async Task<CheckResult> RunAsync(string check, string planFile, NodePackages packages, CancellationToken cancellation)
    {
        var script = $"{check}.mjs";
        var node = await NodeProcess.RunAsync("node", [script, planFile], packages.Directory, null, cancellation);
        if (node.ExitCode != 0)
            throw CommandException.Failed($"conformance/{script} failed, exit code {node.ExitCode}:\n{node.ErrorOutput.Trim()}");

        var found = JsonSerializer.Deserialize(node.Output, Json.Findings)!;
        return new(check, found.Checked, [.. found.Problems.Select(finding => finding.Of(check))]);
    }

    internal sealed record Findings(int Checked, IReadOnlyList<Finding> Problems);

    internal sealed record Finding(string Urn, string Type, string Name, string Path, string Message)
    {
        public Problem Of(string check) => new()
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

[JsonSerializable(typeof(PlanScript.Findings))]
internal sealed partial class PlanScriptJson : JsonSerializerContext;
