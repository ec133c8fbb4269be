using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace K8tre.Tests.Rules;

/// <summary>
/// When a rule applies: <c>path == value</c>, <c>!=</c>, <c>in</c>, <c>notIn</c>, <c>endsWith</c>, <c>has</c> or <c>exists</c>.
/// </summary>
internal sealed partial class RuleCondition
{
    private readonly string _subject;
    private readonly string _verb;
    private readonly string _value;

    private RuleCondition(string subject, string verb, string value)
    {
        _subject = subject;
        _verb = verb;
        _value = value;
    }

    /// <summary>Reads a condition.</summary>
    /// <exception cref="NotSupportedException">It has another form.</exception>
    public static RuleCondition Parse(string text)
    {
        var match = Form().Match(text);
        return match.Success
            ? new(match.Groups["subject"].Value, match.Groups["verb"].Value, match.Groups["value"].Value)
            : throw new NotSupportedException($"a rule applies when '{text}', which is not understood");
    }

    /// <summary>Whether the rule applies to a resource; null when the plan doesn't show it.</summary>
    public bool? Applies(RuleSubject subject)
    {
        if (_subject == "$role")
            return HasRole(subject, _value);
        IReadOnlyList<JsonNode?> found = _subject switch
        {
            "type" => [subject.Type],
            "name" => [subject.PhysicalName],
            "subjects" => subject.Values("subjects[*].name"),
            _ => subject.Values(_subject),
        };
        if (_verb == "exists")
            return found.Any(value => value is not null);
        if (found.Any(RulePath.IsMasked))
            return null;
        return _verb switch
        {
            "==" => found.All(value => Text(value) == Literal(_value)),
            "!=" => found.Any(value => Text(value) != Literal(_value)),
            "in" => found.All(value => Listed(value)),
            "notIn" => found.Any(value => !Listed(value)),
            "endsWith" => found.All(value => Text(value)?.EndsWith(Literal(_value), StringComparison.Ordinal) == true),
            "has" => found.Any(value => Text(value)?.Contains(Literal(_value), StringComparison.Ordinal) == true),
            _ => throw new NotSupportedException(_verb),
        };
    }

    // What nodes are put in says which subnet is theirs.
    private static bool HasRole(RuleSubject subnet, string role) => role == "nodes"
        ? subnet.Plan.Of("azure-native:containerservice:ManagedCluster")
            .SelectMany(cluster => cluster.Values("agentPoolProfiles[*].vnetSubnetID"))
            .Concat(subnet.Plan.Of("azure-native:containerservice:AgentPool").SelectMany(pool => pool.Values("vnetSubnetID")))
            .Any(id => id is not null && subnet.Names.Contains((string)id!))
        : throw new NotSupportedException($"a rule is for the role '{role}', which nobody has");

    private bool Listed(JsonNode? value) => _value.StartsWith('$')
        ? SitePolicy.Resolve(JsonValue.Create(_value))!.AsArray().Any(item => Text(item) == Text(value))
        : _value.Trim('[', ']').Split(',').Any(item => Literal(item.Trim()) == Text(value));

    private static string Literal(string text) => text.Trim('\'');

    private static string? Text(JsonNode? value) => value switch
    {
        null => null,
        JsonValue text when text.TryGetValue(out string? plain) => plain,
        _ => value.ToJsonString(),
    };

    [GeneratedRegex(@"^(?<subject>\S+) (?<verb>==|!=|in|notIn|endsWith|has|exists)(?: (?<value>.+))?$")]
    private static partial Regex Form();
}
