using System.Collections;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using K8tre.Automation.Projects;

namespace K8tre.Automation.Programs;

/// <summary>The environment variables of a program: those that the Pulumi CLI sets for a preview, and no other ones of Pulumi.</summary>
internal static class ProgramEnvironment
{
    private const string Prefix = "PULUMI_";

    private static readonly ProgramJsonContext Json =
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Creates the variables of a program. A null value removes an inherited variable.</summary>
    /// <param name="project">The project.</param>
    /// <param name="stack">Name of the stack.</param>
    /// <param name="config">Configuration of the stack.</param>
    /// <param name="engine">Address of the engine, <c>host:port</c>.</param>
    /// <exception cref="CommandException">The configuration is larger than a variable can be.</exception>
    public static Dictionary<string, string?> Create(Project project, string stack, StackConfig config, string engine)
    {
        var variables = WithoutInherited();
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
        variables[ConfigSize.Variable] = JsonSerializer.Serialize(config.Values, Json.IReadOnlyDictionaryStringString);
        ConfigSize.Check(variables[ConfigSize.Variable]!, config);
        variables["PULUMI_CONFIG_SECRET_KEYS"] = JsonSerializer.Serialize(config.SecretKeys, Json.IReadOnlyListString);

        // The run is short: do not profile for optimisations.
        variables["DOTNET_TieredPGO"] = Environment.GetEnvironmentVariable("DOTNET_TieredPGO") ?? "0";
        return variables;
    }

    /// <summary>Sets and removes the variables of a process.</summary>
    public static void Apply(IReadOnlyDictionary<string, string?> variables, ProcessStartInfo start)
    {
        foreach (var (name, value) in variables)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }
    }

    /// <summary>Creates variables that remove the operator's Pulumi variables, such as tokens and passphrases.</summary>
    public static Dictionary<string, string?> WithoutInherited() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Select(variable => (string)variable.Key)
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(name => name, string? (_) => null);
}

[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class ProgramJsonContext : JsonSerializerContext;
