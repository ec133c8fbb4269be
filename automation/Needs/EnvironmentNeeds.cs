using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Automation.Needs;

/// <summary>Compares what K8TRE needs with what the resources of a plan provide.</summary>
internal static class EnvironmentNeeds
{
    /// <summary>Returns the needs of each environment that a plan registers with Argo CD.</summary>
    public static IReadOnlyList<PlanEnvironment> Of(Plan plan) => Of(plan, WorkloadFacts.Current);

    /// <summary>Returns the needs of each environment by the facts given.</summary>
    public static IReadOnlyList<PlanEnvironment> Of(Plan plan, WorkloadFacts facts) =>
    [
        .. PlannedEnvironment.Of(plan).Select(environment => new PlanEnvironment
        {
            Name = environment.Name,
            Commit = facts.Upstream.Commit,
            Revision = Revision(plan),
            Needs =
            [
                .. CapacityNeeds.Of(environment, facts),
                .. StorageNeeds.Of(environment, facts),
                AddressNeeds.Of(environment, facts),
                PodSecurityNeeds.Of(environment, facts),
                EgressNeeds.Of(environment, facts),
                DefinitionNeeds.Of(environment, facts),
                BudgetNeeds.Of(environment, facts),
            ],
        }),
    ];

    private static string? Revision(Plan plan) => plan.Resources
        .Where(resource => resource.Type == "kubernetes:argoproj.io/v1alpha1:Application")
        .Select(resource => (string?)(resource.Inputs["spec"]?["source"] as JsonObject)?["targetRevision"])
        .FirstOrDefault();
}
