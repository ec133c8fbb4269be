using K8tre.Automation.Plans;

namespace K8tre.Automation.Conformance;

/// <summary>Compares one resource of the program with the same one, registered by the official SDK.</summary>
internal static class ResourceComparison
{
    private const string Inputs = "/inputs/";

    /// <summary>What differs.</summary>
    /// <remarks>
    /// The outputs are the engine's, and are not compared. Of the options that a class adds to by itself, the program may
    /// give more: those have to contain what the official class adds.
    /// </remarks>
    public static IEnumerable<Problem> Of(PlanResource ours, PlanResource official)
    {
        var differences = ValueComparison.Of(ours.Inputs, official.Inputs)
            .Concat(Secrets(ours, official))
            .DistinctBy(difference => difference.Path)
            .Concat(Facts(ours, official))
            .Concat(Additions(ours.Options, official.Options));
        return differences.Select(difference => Problem(ours, difference.Path, difference.Message));
    }

    /// <summary>A problem that the differential check found.</summary>
    public static Problem Problem(PlanResource resource, string path, string message) => new()
    {
        Check = Differential.Name,
        Urn = resource.Urn,
        Type = resource.Type,
        Name = resource.Name,
        Path = path,
        Message = message,
    };

    private static IEnumerable<Difference> Secrets(PlanResource ours, PlanResource official)
    {
        foreach (var pointer in official.Secrets.Except(ours.Secrets).Where(IsInput))
            yield return new(PropertyPath.OfPointer(pointer), "the official SDK marks it as secret, and the program does not");
        foreach (var pointer in ours.Secrets.Except(official.Secrets).Where(IsInput))
            yield return new(PropertyPath.OfPointer(pointer), "the program marks it as secret, and the official SDK does not");
    }

    private static bool IsInput(string pointer) => pointer.StartsWith(Inputs, StringComparison.Ordinal);

    private static IEnumerable<Difference> Facts(PlanResource ours, PlanResource official)
    {
        var facts = new (string What, string Ours, string Official)[]
        {
            ("type", ours.Type, official.Type),
            ("custom", Text(ours.Custom), Text(official.Custom)),
            ("parent", ours.Parent ?? "", official.Parent ?? ""),
            ("provider", ours.Provider ?? "", official.Provider ?? ""),
            ("dependencies", Set(ours.Dependencies), Set(official.Dependencies)),
            ("propertyDependencies", Properties(ours), Properties(official)),
            ("version", ours.Options.Version ?? "", official.Options.Version ?? ""),
            ("protect", Text(ours.Options.Protect), Text(official.Options.Protect)),
            ("retainOnDelete", Text(ours.Options.RetainOnDelete), Text(official.Options.RetainOnDelete)),
            ("deleteBeforeReplace", Text(ours.Options.DeleteBeforeReplace), Text(official.Options.DeleteBeforeReplace)),
            ("ignoreChanges", Set(ours.Options.IgnoreChanges), Set(official.Options.IgnoreChanges)),
            ("customTimeouts", Set(ours.Options.CustomTimeouts.Select(Text)), Set(official.Options.CustomTimeouts.Select(Text))),
            ("deletedWith", ours.Options.DeletedWith ?? "", official.Options.DeletedWith ?? ""),
            ("import", ours.Options.ImportId ?? "", official.Options.ImportId ?? ""),
        };
        return facts.Where(fact => fact.Ours != fact.Official)
            .Select(fact => new Difference("", $"{fact.What} is {Shown(fact.Ours)}; the official SDK sends {Shown(fact.Official)}"));
    }

    private static IEnumerable<Difference> Additions(PlanOptions ours, PlanOptions official)
    {
        var options = new (string What, IReadOnlyList<string> Ours, IReadOnlyList<string> Official)[]
        {
            ("aliases", ours.Aliases, official.Aliases),
            ("additionalSecretOutputs", ours.AdditionalSecretOutputs, official.AdditionalSecretOutputs),
            ("replaceOnChanges", ours.ReplaceOnChanges, official.ReplaceOnChanges),
        };
        return options.Where(option => option.Official.Except(option.Ours).Any())
            .Select(option => new Difference(
                "", $"{option.What} lacks {string.Join(", ", option.Official.Except(option.Ours))}, which the official SDK sends"));
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(KeyValuePair<string, string> entry) => $"{entry.Key} {entry.Value}";

    private static string Set(IEnumerable<string> values) => string.Join(", ", values.Order(StringComparer.Ordinal));

    private static string Properties(PlanResource resource)
        => Set(resource.PropertyDependencies.Select(property => $"{property.Key}: [{Set(property.Value)}]"));

    private static string Shown(string value) => value.Length == 0 ? "not set" : value;
}
