using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace K8tre.Tests.Aws.Rights;

/// <summary>Statement of a policy of AWS.</summary>
/// <param name="Source">Name of the policy's resource.</param>
/// <param name="Sid">Statement id. Empty: none.</param>
internal sealed record IamStatement(string Source, string Sid)
{
    public bool Denies { get; init; }

    public required IReadOnlyList<string> Actions { get; init; }

    public required IReadOnlyList<string> Resources { get; init; }

    public required IReadOnlyList<(string Operator, string Key, string[] Values)> Conditions { get; init; }

    /// <summary>Principals, as <c>kind name</c>.</summary>
    public IReadOnlyList<string> Principals { get; init; } = [];

    /// <summary>Reads the statements of a policy.</summary>
    public static IReadOnlyList<IamStatement> Read(string source, string policy) =>
        [.. Items(JsonNode.Parse(policy)!["Statement"]).Select(statement => Read(source, statement))];

    /// <summary>Returns true if the statement is about an action.</summary>
    public bool Has(string action) => Actions.Any(pattern => Matches(pattern, action));

    /// <summary>Returns true if a pattern of IAM matches a text, which may be a pattern as well.</summary>
    public static bool Matches(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);

    /// <summary>
    /// Returns true if the statement allows all that another one allows of an action: each condition here is met by the other's conditions.
    /// </summary>
    public bool Covers(IamStatement other, string action) => !Denies && Has(action)
        && other.Resources.All(resource => Resources.Any(pattern => Matches(pattern, resource)))
        && Conditions.All(condition => other.Conditions.Any(met =>
            met.Key == condition.Key && met.Values.All(value => condition.Values.Any(pattern => Matches(pattern, value)))));

    private static IamStatement Read(string source, JsonNode statement) => new(source, (string?)statement[nameof(Sid)] ?? "")
    {
        Denies = (string?)statement["Effect"] == "Deny",
        Actions = Texts(statement["Action"]),
        Resources = Texts(statement["Resource"]),
        Conditions =
        [
            .. (statement["Condition"]?.AsObject() ?? []).SelectMany(test => test.Value!.AsObject()
                .Select(pair => (test.Key, pair.Key, Texts(pair.Value)))),
        ],
        Principals =
        [
            .. (statement["Principal"] as JsonObject ?? []).SelectMany(kind => Texts(kind.Value).Select(name => $"{kind.Key} {name}")),
        ],
    };

    private static string[] Texts(JsonNode? node) => node is null ? [] : [.. Items(node).Select(item => (string)item!)];

    private static IEnumerable<JsonNode> Items(JsonNode? node) => node is JsonArray list ? list.Select(item => item!) : [node!];
}
