using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Automation.Needs;

/// <summary>Compares the disruption budgets that refuse every eviction with the patches that remove them.</summary>
/// <remarks>https://cloudnative-pg.io/documentation/1.27/kubernetes_upgrade/</remarks>
internal static class BudgetNeeds
{
    /// <summary>Returns the need that nodes can be drained.</summary>
    public static PlanNeed Of(PlannedEnvironment environment, WorkloadFacts facts)
    {
        var budgets = environment.Holding(facts.Budgets).Where(fact => fact.Instances == 1).ToList();
        var isElsewhere = environment.ArgoCdResources.Count == 0;
        return new()
        {
            Subject = "disruptionBudgets",
            Needed = budgets.Count == 0 ? "none refuses a drain" : $"{budgets.Count} databases of one instance without a budget",
            Provided = budgets.Count == 0 ? "no patch is needed"
                : isElsewhere ? "decided by the stack of Argo CD"
                : "patches by Argo CD's plugin",
            Missing = isElsewhere ? [] :
            [
                .. budgets.Where(fact => !IsRemoved(environment, fact)).Select(fact =>
                    $"{fact.Kind} {fact.Namespace}/{fact.Name} has one instance and a budget: a node that holds it cannot be drained"),
            ],
        };
    }

    private static bool IsRemoved(PlannedEnvironment environment, BudgetFact fact) =>
        OverlayChanges.PatchOf(environment, fact.Name)?["spec"]?["enablePDB"] is JsonValue enabled
        && enabled.TryGetValue(out bool isEnabled) && !isEnabled;
}
