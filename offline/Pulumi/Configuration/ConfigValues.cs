using System.Text.Json;

namespace Pulumi;

/// <summary>The configuration of the stack, as the engine hands it over in the environment.</summary>
internal sealed class ConfigValues
{
    private const string Variable = "PULUMI_CONFIG";

    private readonly Dictionary<string, string> _values = [];

    private ConfigValues()
    {
    }

    /// <summary>Reads the environment as it is now.</summary>
    /// <exception cref="JsonException">The variable holds no JSON object.</exception>
    public static ConfigValues FromEnvironment()
    {
        var values = new ConfigValues();
        if (Environment.GetEnvironmentVariable(Variable) is not { } json)
            return values;

        using var document = JsonDocument.Parse(json);
        foreach (var entry in document.RootElement.EnumerateObject())
            values._values[Modern(entry.Name)] = entry.Value.ToString();
        return values;
    }

    /// <summary>The value of <c>namespace:key</c>, if it has one.</summary>
    public string? Get(string fullKey) => _values.GetValueOrDefault(fullKey);

    // Old stacks write "namespace:config:key".
    private static string Modern(string key) =>
        key.Split(':', 3) is [{ Length: > 0 } name, "config", var rest] ? $"{name}:{rest}" : key;
}
