using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8tre.Automation.Operations.Cli;

namespace K8tre.Automation.Operations.Outputs;

/// <summary>Outputs of a stack.</summary>
/// <param name="Values">Values by name. A masked secret is <c>[secret]</c>.</param>
internal sealed record StackOutputs(JsonObject Values)
{
    private const string KubeConfig = "kubeConfig";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads the outputs.</summary>
    /// <param name="session">The stack.</param>
    /// <param name="showSecrets">True to decrypt secrets. False masks each output that contains one.</param>
    /// <param name="interruption">Signals.</param>
    public static async Task<StackOutputs> ReadAsync(StackSession session, bool showSecrets, Interruption interruption)
    {
        string[] args = ["stack", "output", "--json"];
        var result = await session.RunAsync(showSecrets ? [.. args, "--show-secrets"] : args, interruption);
        return string.IsNullOrWhiteSpace(result.StandardOutput)
            ? new([])
            : new(JsonNode.Parse(result.StandardOutput)?.AsObject() ?? []);
    }

    /// <summary>The value of an output.</summary>
    /// <exception cref="CommandException">There is no such output.</exception>
    public string Value(string name) => Values.TryGetPropertyValue(name, out var value)
        ? Text(value)
        : throw CommandException.WrongCall($"there is no output '{name}'; outputs are {Names}");

    /// <summary>The kubeconfig of a cluster: of an environment, or <c>management</c>.</summary>
    /// <param name="cluster">Name of the cluster. Null if the stack has one only.</param>
    /// <exception cref="CommandException">There is no such cluster, or there are several and none was named.</exception>
    public string KubeConfigOf(string? cluster)
    {
        var found = Values.Where(output => output.Value is JsonObject members && members.ContainsKey(KubeConfig))
            .ToDictionary(output => output.Key, output => Text(output.Value![KubeConfig]));
        if (cluster is null && found.Count == 1)
            return found.Values.Single();
        if (found.Count == 0)
            throw CommandException.WrongCall(
                "the stack has no output with a kubeconfig; deploy it first, or name a stack that has clusters");
        var names = string.Join(", ", found.Keys.Order(StringComparer.Ordinal));
        return cluster is null
            ? throw CommandException.WrongCall($"the stack has several clusters; name one of {names}")
            : found.GetValueOrDefault(cluster)
                ?? throw CommandException.WrongCall($"there is no cluster '{cluster}'; clusters are {names}");
    }

    /// <summary>Writes all outputs as JSON.</summary>
    public void WriteJson(TextWriter text) => text.WriteLine(Values.ToJsonString(Json));

    /// <summary>Writes a line for each output.</summary>
    public void WriteText(TextWriter text)
    {
        var width = Values.Count == 0 ? 0 : Values.Max(output => output.Key.Length);
        foreach (var (name, value) in Values.OrderBy(output => output.Key, StringComparer.Ordinal))
            text.WriteLine($"{name.PadRight(width)}  {Text(value)}");
    }

    private string Names => Values.Count == 0
        ? "none"
        : string.Join(", ", Values.Select(output => output.Key).Order(StringComparer.Ordinal));

    private static string Text(JsonNode? value)
        => value?.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString(Json) ?? "null";
}
