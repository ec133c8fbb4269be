using K8tre.PlanModel;

namespace K8tre.Automation.Needs;

/// <summary>Compares the API groups that Applications need with those whose definitions somebody installs.</summary>
internal static class DefinitionNeeds
{
    private const string Platform = "platform";

    /// <summary>Returns the need of definitions.</summary>
    public static PlanNeed Of(PlannedEnvironment environment, WorkloadFacts facts)
    {
        var needed = environment.Holding(facts.Definitions).Where(fact => fact.Applications.Any(environment.Has)).ToList();
        var installed = Installed(environment).ToHashSet();
        return new()
        {
            Subject = "definitions",
            Needed = $"{needed.Select(fact => fact.Group).Distinct().Count()} API groups",
            Provided = $"{Text(installed.Intersect(needed.Select(fact => fact.Group)))} by the platform, others by Applications of K8TRE",
            Missing =
            [
                .. needed.Where(fact => !installed.Contains(fact.Group))
                    .Where(fact => fact.ProvidedBy == Platform || !environment.Has(fact.ProvidedBy))
                    .Select(fact =>
                        $"nobody installs the definitions of {fact.Group} ({Text(fact.Kinds)}); needed by: {Text(fact.Applications)}"),
            ],
        };
    }

    private static IEnumerable<string> Installed(PlannedEnvironment environment)
    {
        foreach (var resource in environment.Resources)
        {
            var name = (string?)resource.Inputs["metadata"]?["name"];
            // The name of a definition is `plural.group`.
            if (resource.Type.EndsWith(":CustomResourceDefinition", StringComparison.Ordinal) && name is not null)
                yield return name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
            // Cilium's operator registers its definitions itself.
            if (resource.Type == "k8tre:network:Cilium")
                yield return "cilium.io";
        }
    }

    private static string Text(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));
}
