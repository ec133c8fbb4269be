using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8tre.PlanModel;

namespace K8tre.Tests.Rules;

/// <summary>
/// Where a rule looks: <c>a.b</c>, <c>list[*].c</c> (every item), <c>list[?]</c> (any item), <c>list[0]</c>,
/// <c>map['a.b']</c> or <c>'a-b'</c> (a name with marks in it).
/// </summary>
internal sealed partial class RulePath
{
    private readonly string[] _steps;

    private RulePath(string[] steps) => _steps = steps;

    /// <summary>Whether one value that fits is enough.</summary>
    public bool IsAny => _steps.Contains("[?]");

    /// <summary>Reads a path.</summary>
    public static RulePath Parse(string text) => new([.. Step().Matches(text).Select(match => match.Value)]);

    /// <summary>
    /// The values at the path; null for each one that is missing. What is masked, or lies in something masked, is the mask.
    /// </summary>
    public IReadOnlyList<JsonNode?> Of(JsonNode? root) => [.. Walk(root, _steps)];

    /// <summary>Whether a text stands for a value that the plan does not show.</summary>
    public static bool IsMasked(JsonNode? node) => IsUnknown(node) || IsSecret(node);

    /// <summary>Whether it stands for a secret.</summary>
    public static bool IsSecret(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) && text == MaskedValue.Secret;

    private static bool IsUnknown(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) && text == MaskedValue.Unknown;

    private static IEnumerable<JsonNode?> Walk(JsonNode? node, ReadOnlySpan<string> steps)
    {
        if (steps.IsEmpty || node is null || IsMasked(node))
            return [node];
        var (step, rest) = (steps[0], steps[1..].ToArray());
        return (node, step) switch
        {
            (JsonArray items, "[*]" or "[?]") => items.SelectMany(item => Walk(item, rest)),
            (JsonObject map, "[*]") => map.SelectMany(pair => Walk(pair.Value, rest)),
            (JsonArray items, ['[', >= '0' and <= '9', ..]) =>
                int.Parse(step[1..^1]) is var index && index < items.Count ? Walk(items[index], rest) : [null],
            (JsonObject map, _) => Walk(map[step.Trim('[', ']', '\'')], rest),
            _ => [null],
        };
    }

    [GeneratedRegex(@"'[^']*'|\[(?:\*|\?|\d+|'[^']*')\]|[^.\[\]']+")]
    private static partial Regex Step();
}
