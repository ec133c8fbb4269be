using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Automation.Needs;

/// <summary>Compares the Pod Security levels that K8TRE's namespaces need with those that the cluster enforces.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/security/pod-security-admission/</remarks>
internal static class PodSecurityNeeds
{
    private const string Label = "pod-security.kubernetes.io/enforce";

    private static readonly string[] Levels = ["restricted", "baseline", "privileged"];

    /// <summary>Returns the need of levels.</summary>
    public static PlanNeed Of(PlannedEnvironment environment, WorkloadFacts facts)
    {
        var namespaces = environment.Holding(facts.Namespaces).ToList();
        var cluster = environment.Resources.FirstOrDefault(resource => resource.Type == "k8tre:onprem:K3sCluster");
        var level = (string?)cluster?.Outputs["podSecurity"] ?? "privileged";
        var exempt = (cluster?.Outputs["podSecurityExemptions"] as JsonArray ?? []).Select(name => (string)name!).ToHashSet();
        var labels = environment.Resources.Where(resource => resource.Type == "kubernetes:core/v1:Namespace")
            .Select(resource => resource.Inputs["metadata"] as JsonObject)
            .Where(metadata => metadata?["labels"]?[Label] is not null)
            .ToDictionary(metadata => (string)metadata!["name"]!, metadata => (string)metadata!["labels"]![Label]!);

        return new()
        {
            Subject = "podSecurity",
            Needed = string.Join("; ", Levels.Reverse().Select(Names).OfType<string>()),
            Provided = exempt.Count == 0 ? level : $"{level}, except in {string.Join(", ", exempt.Order(StringComparer.Ordinal))}",
            Missing =
            [
                .. namespaces
                    .Where(item => !item.OwnLabel && !exempt.Contains(item.Name))
                    .Select(item => (item.Name, item.Level, Enforced: labels.GetValueOrDefault(item.Name, level)))
                    .Where(item => Rank(item.Level) > Rank(item.Enforced))
                    .Select(item => $"the namespace {item.Name} needs the level {item.Level}, and {item.Enforced} is enforced there"),
            ],
        };

        string? Names(string wanted)
        {
            var names = namespaces.Where(item => item.Level == wanted).Select(item => item.Name).ToList();
            return names.Count == 0 ? null
                : wanted == "privileged" ? $"{wanted} in {string.Join(", ", names)}"
                : $"{wanted} in {names.Count} others";
        }
    }

    private static int Rank(string level) => Array.IndexOf(Levels, level);
}
