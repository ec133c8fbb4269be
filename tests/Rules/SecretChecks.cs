using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static K8tre.Tests.Rules.Expectation;

namespace K8tre.Tests.Rules;

/// <summary>What rules expect of secrets: marked where they are, absent where they must not be.</summary>
internal static partial class SecretChecks
{
    /// <summary>Whether every value at the property is marked as secret.</summary>
    public static Verdict IsSecret(Rule rule, RuleSubject subject) =>
        subject.Masked(rule.Property)
            .Select(value => If(value is null ? !rule.MissingFails : Leaves(value).All(leaf => RulePath.IsSecret(leaf.Value))))
            .Max();

    /// <summary>Whether what a resource makes up itself is kept as a secret.</summary>
    public static Verdict State(RuleSubject subject) =>
        If(Leaves(subject.Resource.Outputs).Where(leaf => SensitiveName().IsMatch(leaf.Name)).All(leaf => RulePath.IsSecret(leaf.Value)));

    /// <summary>Whether the stack's outputs with a telling name are secret.</summary>
    public static Verdict Outputs(Rule rule, JsonObject outputs) =>
        If(Leaves(outputs)
            .Where(leaf => Regex.IsMatch(leaf.Name, (string)rule.Value!) && IsText(leaf.Value))
            .All(leaf => RulePath.IsSecret(leaf.Value)));

    /// <summary>Whether no value with a telling name stands in the clear.</summary>
    public static Verdict NoPlainSecret(Rule rule, RuleSubject subject) => If(subject.Masked(rule.Property)
        .SelectMany(Leaves)
        .Where(leaf => SensitiveName().IsMatch(leaf.Name) && IsText(leaf.Value))
        .All(leaf => RulePath.IsSecret(leaf.Value)));

    /// <summary>Whether no text looks like a credential.</summary>
    public static Verdict NoSecretPattern(JsonNode found) =>
        Leaves(found)
            .Select(leaf => RulePath.IsMasked(leaf.Value) ? Verdict.Undetermined : If(!Credential().IsMatch($"{leaf.Name}: {leaf.Value}")))
            .DefaultIfEmpty(Verdict.Pass)
            .Max();

    // A switch with a telling name tells nothing.
    private static bool IsText(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0;

    // Every scalar, with the nearest name above it.
    private static IEnumerable<(string Name, JsonNode? Value)> Leaves(JsonNode? node) => Leaves("", node);

    private static IEnumerable<(string Name, JsonNode? Value)> Leaves(string name, JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => Leaves(pair.Key, pair.Value)),
        JsonArray list => list.SelectMany(item => Leaves(name, item)),
        _ => [(name, node)],
    };

    // Not the name of a secret that lies elsewhere.
    [GeneratedRegex("(password|secret|token|private_?key|api_?key|credential)s?$", RegexOptions.IgnoreCase)]
    private static partial Regex SensitiveName();

    // Keys of known forms, and an assignment of a literal to a telling name; a variable is none.
    [GeneratedRegex(
        @"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|eyJ[A-Za-z0-9_-]{20,}\."
        + """|(?i:(?:password|passwd|token|secret)["']?\s*[=:]\s*["']?)(?=\S*[0-9])[A-Za-z0-9+/_.-]{12,}""")]
    private static partial Regex Credential();
}
