using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cel;

namespace K8tre.Tests.Rights;

/// <summary>CEL as an API server evaluates it, with the functions of Kubernetes that the policies use.</summary>
/// <remarks>https://kubernetes.io/docs/reference/using-api/cel/</remarks>
internal static partial class KubernetesCel
{
    /// <summary>Evaluates an expression.</summary>
    /// <exception cref="CelException">The expression cannot be evaluated.</exception>
    public static object? Evaluate(string expression, IReadOnlyDictionary<string, JsonNode?> variables)
    {
        var environment = new CelEnvironment(null, null);
        // The package iterates over the entries of a map in map(), and Kubernetes over its keys.
        environment.RegisterFunction(
            "keys", [typeof(Dictionary<string, object?>)], args => ((Dictionary<string, object?>)args[0]!).Keys.Cast<object>().ToArray());
        environment.RegisterFunction(
            "join", [typeof(object[]), typeof(string)], args => string.Join((string)args[1]!, (object[])args[0]!));
        return environment.Program(
            MapOverMap().Replace(expression, "keys($1).map("),
            variables.ToDictionary(variable => variable.Key, variable => ToValue(variable.Value))!);
    }

    private static object? ToValue(JsonNode? node) => node switch
    {
        null => null,
        JsonObject map => map.ToDictionary(entry => entry.Key, entry => ToValue(entry.Value)),
        JsonArray list => list.Select(ToValue).ToArray(),
        var value => value.GetValueKind() switch
        {
            JsonValueKind.String => (string?)value,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => value.GetValue<double>(),
        },
    };

    [GeneratedRegex(@"(\w+\.data)\.map\(")]
    private static partial Regex MapOverMap();
}
