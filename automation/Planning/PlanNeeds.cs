using K8tre.PlanModel;

namespace K8tre.Automation.Planning;

/// <summary>Writes what K8TRE needs in an environment, what the platform provides, and what is missing.</summary>
internal static class PlanNeeds
{
    private static readonly Dictionary<string, string> Titles = new()
    {
        ["pods"] = "pods",
        ["cpu"] = "CPU requests",
        ["memory"] = "memory requests",
        ["claims"] = "volumes",
        ["storageClasses"] = "storage classes",
        ["loadBalancerAddresses"] = "load balancer addresses",
        ["podSecurity"] = "Pod Security",
        ["hosts"] = "hosts",
        ["definitions"] = "definitions",
        ["disruptionBudgets"] = "disruption budgets",
    };

    /// <summary>Writes a paragraph with a line for each need and for each missing thing.</summary>
    public static void Write(PlanEnvironment environment, TextWriter text)
    {
        text.WriteLine($"     K8TRE needs, at its commit {environment.Commit[..7]}{Note(environment)}, and the platform provides:");
        foreach (var need in environment.Needs)
        {
            text.WriteLine($"       {Titles.GetValueOrDefault(need.Subject, need.Subject),-24} needs     {need.Needed}");
            text.WriteLine($"       {"",-24} provides  {need.Provided}");
            foreach (var missing in need.Missing)
                text.WriteLine($"       {"",-24} MISSING   {missing}");
        }
    }

    private static string Note(PlanEnvironment environment)
        => environment.Revision is null || environment.Revision == environment.Commit ? ""
            : $" (this stack installs {environment.Revision}, which can need something else)";
}
