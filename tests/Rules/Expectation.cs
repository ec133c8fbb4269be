using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace K8tre.Tests.Rules;

/// <summary>What a rule expects, applied to a resource.</summary>
internal static class Expectation
{
    private static readonly Dictionary<string, Func<JsonNode, Rule, RuleSubject, Verdict>> Checks = new()
    {
        ["eq"] = (found, rule, _) => If(JsonNode.DeepEquals(found, rule.Value)),
        ["ne"] = (found, rule, _) => If(!JsonNode.DeepEquals(found, rule.Value)),
        ["in"] = (found, rule, _) => If(IsAmong(found, rule.Value)),
        ["notIn"] = (found, rule, _) => Each(found, item => If(!IsAmong(item, rule.Value))),
        ["subsetOf"] = (found, rule, _) => Each(found, item => If(IsAmong(item, rule.Value))),
        ["matches"] = (found, rule, _) => If(Regex.IsMatch(Text(found), (string)rule.Value!)),
        ["notMatches"] = (found, rule, _) => If(!Regex.IsMatch(Text(found), (string)rule.Value!)),
        ["contains"] = (found, rule, _) => Contains(found, rule.Value!),
        ["notContains"] = (found, rule, _) => Each(found, item => If(!JsonNode.DeepEquals(item, rule.Value))),
        ["containsArg"] = (found, rule, _) =>
            If(Items(found).Any(item => Text(item).StartsWith((string)rule.Value!, StringComparison.Ordinal))),
        ["notContainsArg"] = (found, rule, _) => Each(found, item => If(Text(item) != (string?)rule.Value)),
        ["nonEmpty"] = (found, _, _) => If(Items(found).Any()),
        ["hasKeys"] = (found, rule, _) => If(rule.Value!.AsArray().All(key => found[(string)key!] is not null)),
        ["notHasKey"] = (found, rule, _) => If(found[(string)rule.Value!] is null),
        ["noKeyMatching"] = (found, rule, _) => If(!found.AsObject().Any(pair => Regex.IsMatch(pair.Key, (string)rule.Value!))),
        ["semverAtLeast"] = (found, rule, _) => If(Version.Parse(Text(found).TrimStart('v')) >= Version.Parse((string)rule.Value!)),
        ["jsonPath"] = (found, rule, _) =>
            If(!JsonNode.DeepEquals(JsonNode.Parse(Text(found))!.At((string)rule.Value!["path"]!), rule.Value!["ne"])),
        ["cidrListClosed"] = (found, _, _) => NetworkChecks.IsClosed(found),
        ["noOpenIngress"] = NetworkChecks.NoOpenIngress,
        ["noOpenEgress"] = NetworkChecks.NoOpenEgress,
        ["subnetsPrivate"] = (found, _, subject) => Each(found, item => NetworkChecks.IsPrivate(item, subject.Plan)),
        ["policyNoStarPrincipal"] = (found, _, _) => PolicyDocument.Read(found).NoStarPrincipal(),
        ["policyNoCredExposure"] = (found, _, _) => PolicyDocument.Read(found).NoCredentialExposure(),
        ["policyNoExfil"] = (found, _, _) => PolicyDocument.Read(found).NoExfiltration(),
        ["githubOidcSafe"] = (found, _, _) => PolicyDocument.Read(found).TrustsOneRepository(),
        ["notGrants"] = KubernetesChecks.NotGrants,
        ["internalLoadBalancer"] = (found, _, _) => KubernetesChecks.IsInternal(found),
        ["storageClassEncrypted"] = (found, _, _) => KubernetesChecks.IsEncrypted(found),
        ["noSecretPattern"] = (found, _, _) => SecretChecks.NoSecretPattern(found),
    };

    // These look at more than the values at a path.
    private static readonly string[] WholeChecks =
    [
        "absent", "exists", "secret", "secretIfSensitive", "noPlainSecret", "related", "onlyReferencedBy", "peeringTopology",
        "noReplaceWithoutApproval",
    ];

    /// <summary>Whether an expectation of this name is known.</summary>
    public static bool Knows(string op) => Checks.ContainsKey(op) || WholeChecks.Contains(op);

    /// <summary>Whether a rule holds for a resource, its condition aside.</summary>
    public static Verdict Judge(Rule rule, RuleSubject subject) => (rule.Property, rule.Op) switch
    {
        ("$protect", _) => If(JsonNode.DeepEquals(subject.Resource.Options.Protect, rule.Value)),
        ("$retainOnDelete", _) => If(JsonNode.DeepEquals(subject.Resource.Options.RetainOnDelete, rule.Value)),
        ("$exists", _) => If(JsonNode.DeepEquals(true, rule.Value)),
        ("$op", "noReplaceWithoutApproval") => RelationChecks.IsKept(rule, subject),
        ("$outputs[*]", "secretIfSensitive") => SecretChecks.Outputs(rule, subject.Plan.Outputs),
        ("$stateOnly", "secret") => SecretChecks.State(subject),
        (_, "secret") => SecretChecks.IsSecret(rule, subject),
        (_, "noPlainSecret") => SecretChecks.NoPlainSecret(rule, subject),
        (_, "related") => RelationChecks.IsRelated(rule, subject),
        (_, "onlyReferencedBy") => RelationChecks.IsOnlyReferencedBy(rule, subject),
        (_, "peeringTopology") => NetworkChecks.IsStar(subject),
        _ => Judge(rule, subject, RulePath.Parse(rule.Property).IsAny),
    };

    /// <summary>A pass, or a fail.</summary>
    public static Verdict If(bool holds) => holds ? Verdict.Pass : Verdict.Fail;

    /// <summary>The worst verdict on the items of a list, or on a value that is none.</summary>
    public static Verdict Each(JsonNode? found, Func<JsonNode, Verdict> check) =>
        Items(found).Select(item => RulePath.IsMasked(item) ? Verdict.Undetermined : check(item)).DefaultIfEmpty(Verdict.Pass).Max();

    /// <summary>The items of a list; of another value, itself.</summary>
    public static IEnumerable<JsonNode> Items(JsonNode? found) =>
        found is JsonArray list ? list.OfType<JsonNode>() : found is null ? [] : [found];

    /// <summary>A value as text.</summary>
    public static string Text(JsonNode found) =>
        found is JsonValue value && value.TryGetValue(out string? text) ? text : found.ToJsonString();

    private static Verdict Judge(Rule rule, RuleSubject subject, bool isAnyEnough)
    {
        // A rule of a security group that is a resource of its own is the item itself.
        var found = NetworkChecks.IsItemItself(rule, subject) ? [subject.Inputs] : subject.Values(rule.Property);
        var verdicts = found.Select(value => One(rule, subject, value)).ToArray();
        return verdicts.Length == 0 ? If(!(isAnyEnough && rule.MissingFails))
            : isAnyEnough ? verdicts.Min()
            : verdicts.Max();
    }

    private static Verdict One(Rule rule, RuleSubject subject, JsonNode? value) => (rule.Op, value) switch
    {
        ("absent", _) => value is null ? Verdict.Pass : Verdict.Fail,
        (_, null) => If(!rule.MissingFails),
        ("exists", _) => RulePath.IsMasked(value) && !RulePath.IsSecret(value) ? Verdict.Undetermined : Verdict.Pass,
        _ when RulePath.IsMasked(value) => Verdict.Undetermined,
        _ => CheckOf(rule)(value, rule, subject),
    };

    private static Func<JsonNode, Rule, RuleSubject, Verdict> CheckOf(Rule rule) =>
        Checks.GetValueOrDefault(rule.Op) ?? throw new NotSupportedException($"{rule.Id} expects '{rule.Op}', which nobody checks");

    private static bool IsAmong(JsonNode found, JsonNode? values) => values!.AsArray().Any(value => JsonNode.DeepEquals(found, value));

    private static Verdict Contains(JsonNode found, JsonNode wanted) =>
        Items(found).Select(item => Fits(item, wanted)).DefaultIfEmpty(Verdict.Fail).Min();

    // A map fits when it has what is wanted, whatever else it has.
    private static Verdict Fits(JsonNode? item, JsonNode? wanted) => wanted is JsonObject map && item is JsonObject
        ? map.Select(pair => Fits(item[pair.Key], pair.Value)).DefaultIfEmpty(Verdict.Pass).Max()
        : RulePath.IsMasked(item) ? Verdict.Undetermined
        : If(JsonNode.DeepEquals(item, wanted));
}
