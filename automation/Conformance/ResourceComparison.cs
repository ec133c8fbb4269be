using K8tre.Automation.Projects;
using K8tre.PlanModel;

namespace K8tre.Automation.Conformance;

/// <summary>Compares a resource of the program with the same resource of the official SDK.</summary>
internal static class ResourceComparison
{
    private const string Inputs = "/inputs/";

    /// <summary>Returns the differences.</summary>
    /// <remarks>
    /// Outputs are not compared: they are those of the engine. A class can add values to some list options. The program may add more
    /// values to these options, but must not omit those of the official class.
    /// </remarks>
    public static IEnumerable<Difference> Compare(PlanResource ours, PlanResource official)
        => ValueComparison.Compare(ours.Inputs, official.Inputs)
            .Concat(Secrets(ours, official))
            .DistinctBy(difference => difference.Path)
            .Concat(Fields(ours, official))
            .Concat(ListOptions(ours.Options, official.Options));

    private static IEnumerable<Difference> Secrets(PlanResource ours, PlanResource official)
    {
        foreach (var pointer in official.Secrets.Except(ours.Secrets).Where(IsInput))
            yield return new(PropertyPath.FromPointer(pointer), "the official SDK marks it as secret, the program does not");
        foreach (var pointer in ours.Secrets.Except(official.Secrets).Where(IsInput))
            yield return new(PropertyPath.FromPointer(pointer), "the program marks it as secret, the official SDK does not");
    }

    private static bool IsInput(string pointer) => pointer.StartsWith(Inputs, StringComparison.Ordinal);

    private static IEnumerable<Difference> Fields(PlanResource ours, PlanResource official)
    {
        var fields = new (string Name, string Ours, string Official)[]
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
        return fields.Where(field => field.Ours != field.Official)
            .Select(field => new Difference("", $"{field.Name} is {Shown(field.Ours)}; the official SDK sends {Shown(field.Official)}"));
    }

    private static IEnumerable<Difference> ListOptions(PlanOptions ours, PlanOptions official)
    {
        var options = new (string Name, IReadOnlyList<string> Ours, IReadOnlyList<string> Official)[]
        {
            ("aliases", ours.Aliases, official.Aliases),
            ("additionalSecretOutputs", ours.AdditionalSecretOutputs, official.AdditionalSecretOutputs),
            ("replaceOnChanges", ours.ReplaceOnChanges, official.ReplaceOnChanges),
        };
        return options.Where(option => option.Official.Except(option.Ours).Any())
            .Select(option => new Difference(
                "", $"{option.Name} lacks {string.Join(", ", option.Official.Except(option.Ours))}, which the official SDK sends"));
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(KeyValuePair<string, string> entry) => $"{entry.Key} {entry.Value}";

    private static string Set(IEnumerable<string> values) => string.Join(", ", values.Order(StringComparer.Ordinal));

    private static string Properties(PlanResource resource)
        => Set(resource.PropertyDependencies.Select(property => $"{property.Key}: [{Set(property.Value)}]"));

    private static string Shown(string value) => value.Length == 0 ? "not set" : value;
}
