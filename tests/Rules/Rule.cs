using System.Text.Json.Nodes;

namespace K8tre.Tests.Rules;

/// <summary>A rule of the catalogue: which resources it looks at, where, and what it expects there.</summary>
internal sealed class Rule
{
    private readonly string[] _types;
    private readonly JsonNode? _value;
    private readonly string? _when;
    private readonly bool _isForProductionOnly;

    private Rule(JsonObject rule)
    {
        Id = (string)rule["id"]!;
        Cloud = (string)rule["cloud"]!;
        Severity = (string)rule["severity"]!;
        Title = (string)rule["title"]!;
        Property = (string)rule["property"]!;
        Op = (string)rule["expect"]!["op"]!;
        _value = rule["expect"]!["value"];
        MissingFails = (string?)rule["missing"] == "fail";
        _types = [(string)rule["type"]!, .. (rule["alsoTypes"] as JsonArray ?? []).Select(type => (string)type!)];
        _when = (string?)rule["when"];
        _isForProductionOnly = (string?)rule["profile"] == "prod";
    }

    /// <summary>Id in the catalogue.</summary>
    public string Id { get; }

    /// <summary><c>azure</c>, <c>aws</c>, <c>kubernetes</c>, <c>k3s</c> or <c>any</c>.</summary>
    public string Cloud { get; }

    /// <summary><c>critical</c>, <c>high</c>, <c>medium</c> or <c>low</c>.</summary>
    public string Severity { get; }

    /// <summary>What it is about.</summary>
    public string Title { get; }

    /// <summary>Where it looks: a path of <see cref="RulePath"/>, or a name with a dollar sign for what is no input.</summary>
    public string Property { get; }

    /// <summary>What it expects.</summary>
    public string Op { get; }

    /// <summary>What it compares with.</summary>
    public JsonNode? Value => SitePolicy.Resolve(_value);

    /// <summary>Whether a missing value breaks it.</summary>
    public bool MissingFails { get; }

    /// <summary>Whether its condition and what it expects are known here.</summary>
    public bool IsUnderstood => Expectation.Knows(Op) && (_when is null || RuleCondition.Parse(_when) is not null);

    /// <summary>Reads the catalogue.</summary>
    public static IReadOnlyList<Rule> Read(string path) =>
        [.. JsonNode.Parse(File.ReadAllText(path))!.AsArray().Select(rule => new Rule(rule!.AsObject()))];

    /// <summary>One rule, written by hand.</summary>
    public static Rule Of(string json) => new(JsonNode.Parse(json)!.AsObject());

    /// <summary>Where it does not hold, and where that is not known.</summary>
    public IEnumerable<Finding> Judge(RulePlan plan) => _isForProductionOnly && !plan.IsProduction
        ? []
        : plan.Subjects
            .Where(subject => _types.Contains(subject.Type) || _types is ["*"])
            .Select(subject => (subject, verdict: Judge(subject)))
            .Where(judged => judged.verdict != Verdict.Pass)
            .Select(judged => new Finding(Id, Title, judged.subject.Resource.Name, judged.subject.Type, judged.verdict));

    private Verdict Judge(RuleSubject subject)
    {
        var applies = _when is null ? true : RuleCondition.Parse(_when).Applies(subject);
        var verdict = applies == false ? Verdict.Pass : Expectation.Judge(this, subject);
        return applies is null && verdict == Verdict.Fail ? Verdict.Undetermined : verdict;
    }
}
