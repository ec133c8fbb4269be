using System.Text.Json.Nodes;
using static K8tre.Tests.Rules.Expectation;

namespace K8tre.Tests.Rules;

/// <summary>What rules expect of other resources of the same plan.</summary>
internal static class RelationChecks
{
    // They look at what they mention, and lead nowhere.
    private static readonly string[] Observers = ["azure-native:monitor:DiagnosticSetting"];

    /// <summary>Whether the plan has a resource of a type that means this one and is as it should be.</summary>
    public static Verdict IsRelated(Rule rule, RuleSubject subject)
    {
        string[] types = [(string)rule.Value!["type"]!, .. Items(rule.Value["orType"]).Select(Text)];
        return subject.Plan.Of(types)
            .Where(other => (string?)rule.Value["via"] is not { } via
                || other.Values(via).Any(value => value is not null && subject.Names.Contains(Text(value))))
            .Select(other => (rule.Value["where"]?.AsObject() ?? [])
                .Select(pair => Has(other, pair.Key, pair.Value))
                .DefaultIfEmpty(Verdict.Pass)
                .Max())
            .DefaultIfEmpty(Verdict.Fail)
            .Min();
    }

    /// <summary>Whether all that mention it are of some types, or only look at it.</summary>
    public static Verdict IsOnlyReferencedBy(Rule rule, RuleSubject subject) => If(subject.Plan.Subjects
        .Where(other => other.Resource.Custom
            && other.Resource.Dependencies.Contains(subject.Resource.Urn)
            && subject.Names.Any(other.Mentions)
            && !Observers.Contains(other.Type))
        .All(other => rule.Value!.AsArray().Any(type => (string?)type == other.Type)));

    /// <summary>
    /// Whether what holds data can't be replaced or deleted by the way: a protected resource needs a step of its own first. A plan without
    /// a state shows nothing else.
    /// </summary>
    public static Verdict IsKept(Rule rule, RuleSubject subject) =>
        !rule.Value!.AsArray().Any(type => (string?)type == subject.Type) || subject.Resource.Options.Protect
            ? Verdict.Pass
            : Verdict.Undetermined;

    // Of a list, all that is wanted has to be there.
    private static Verdict Has(RuleSubject other, string path, JsonNode? wanted)
    {
        var found = other.Values(path).SelectMany(value => wanted is JsonArray ? Items(value) : [value!]).ToArray();
        return Items(wanted)
            .Select(one => found
                .Select(value => RulePath.IsMasked(value) ? Verdict.Undetermined : If(JsonNode.DeepEquals(value, one)))
                .DefaultIfEmpty(Verdict.Fail)
                .Min())
            .DefaultIfEmpty(Verdict.Pass)
            .Max();
    }
}
