using System.Text.Json.Nodes;
using Spectre.Console;

namespace K8tre.Automation.Plans;

/// <summary>What Git will install: the Applications that K8TRE's ApplicationSets make of each cluster that a plan registers.</summary>
internal static class PlanApplications
{
    // Of its outputs, these: environment, and the applications' names. Neither is a secret.
    private const string Registration = "k8tre:gitops:ClusterRegistration";

    /// <summary>Writes one paragraph an environment; nothing when the plan registers no cluster.</summary>
    public static void Write(Plan plan, IAnsiConsole console)
    {
        foreach (var registration in plan.Resources.Where(resource => resource.Type == Registration))
        {
            if (registration.Outputs["applications"] is not JsonArray applications)
                continue;
            console.WriteLine();
            console.Write(new Markup(
                $"[bold]{Markup.Escape((string?)registration.Outputs["environment"] ?? registration.Name)}[/]: "
                + $"{applications.Count} applications of K8TRE\n"));
            foreach (var line in applications.Select(name => (string?)name).Chunk(6))
                console.Write(new Markup($"       {Markup.Escape(string.Join(", ", line))}\n"));
        }
    }
}
