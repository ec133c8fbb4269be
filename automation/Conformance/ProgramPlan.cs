using K8tre.PlanModel;

namespace K8tre.Automation.Conformance;

/// <summary>Plan with only the resources that the program registers, and without those that engine and providers add.</summary>
internal static class ProgramPlan
{
    /// <summary>Returns the plan without implicit resources and without references to implicit providers.</summary>
    public static Plan From(Plan plan)
    {
        var added = plan.Resources.Where(resource => resource.Implicit).Select(resource => resource.Urn).ToHashSet(StringComparer.Ordinal);
        return plan with
        {
            Resources =
            [
                .. plan.Resources.Where(resource => !resource.Implicit)
                    .Select(resource => added.Contains(resource.Provider ?? "") ? resource with { Provider = null } : resource),
            ],
        };
    }
}
