using System.Text.Encodings.Web;
using System.Text.Json;
using K8tre.Automation.Projects;

namespace K8tre.Automation.Programs;

/// <summary>The environment a program is started in: what the Pulumi CLI sets for a preview, and nothing else of Pulumi's.</summary>
internal static class ProgramEnvironment
{
    private const string Prefix = "PULUMI_";

    private static readonly ProgramJsonContext Json =
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Prepares the variables of a process to start.</summary>
    /// <param name="variables">Those it would inherit; changed in place.</param>
    /// <param name="project">The project.</param>
    /// <param name="stack">Name of the stack.</param>
    /// <param name="config">The stack's configuration.</param>
    /// <param name="engine">Address of the engine, <c>host:port</c>.</param>
    public static void Prepare(
        IDictionary<string, string?> variables, Project project, string stack, StackConfig config, string engine)
    {
        // What the operator has set for the real CLI (tokens, passphrases, switches) has no part in a plan.
        foreach (var inherited in variables.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)).ToList())
            variables.Remove(inherited);

        variables["PULUMI_MONITOR"] = engine;
        variables["PULUMI_ENGINE"] = engine;
        variables["PULUMI_PROJECT"] = project.Name;
        variables["PULUMI_STACK"] = stack;
        variables["PULUMI_ORGANIZATION"] = "organization";
        variables["PULUMI_ROOT_DIRECTORY"] = project.Directory;
        variables["PULUMI_PWD"] = project.ProgramDirectory;
        variables["PULUMI_DRY_RUN"] = "true";
        variables["PULUMI_QUERY_MODE"] = "false";
        variables["PULUMI_PARALLEL"] = "16";
        variables["PULUMI_CONFIG"] = JsonSerializer.Serialize(config.Values, Json.IReadOnlyDictionaryStringString);
        variables["PULUMI_CONFIG_SECRET_KEYS"] = JsonSerializer.Serialize(config.SecretKeys, Json.IReadOnlyListString);

        // One short run: profile nothing for a later, faster one.
        variables.TryAdd("DOTNET_TieredPGO", "0");
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[System.Text.Json.Serialization.JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class ProgramJsonContext : System.Text.Json.Serialization.JsonSerializerContext;
