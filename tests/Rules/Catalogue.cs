namespace K8tre.Tests.Rules;

/// <summary>The rules over plans that the platform has to keep: those with the severities critical and high.</summary>
internal static class Catalogue
{
    /// <summary>Where it lies, beside the repository.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "..", "shared", "reference", "plan-rules.json");

    private static readonly Lazy<IReadOnlyList<Rule>> All = new(() => Rule.Read(Path));

    /// <summary>The critical and high rules of some clouds.</summary>
    public static IEnumerable<Rule> Of(params string[] clouds) =>
        All.Value.Where(rule => clouds.Contains(rule.Cloud) && rule.Severity is "critical" or "high");

    /// <summary>Where those rules do not hold, or are undetermined, and nobody answers for it.</summary>
    public static IReadOnlyList<Finding> Judge(RulePlan plan, params string[] clouds) =>
        [.. Of(clouds).SelectMany(rule => rule.Judge(plan)).Where(finding => !Waivers.All.Any(waiver => waiver.Covers(finding)))];
}

/// <summary>Skipped where the catalogue is not beside the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CatalogueFactAttribute : FactAttribute
{
    public CatalogueFactAttribute() =>
        Skip = File.Exists(Catalogue.Path) ? null : "needs the catalogue of plan rules, reference/plan-rules.json";
}
