using System.Text.Json.Nodes;
using K8tre.PlanModel;
using Spectre.Console;

namespace K8tre.Automation.Planning;

/// <summary>
/// The applications that Git installs, and their needs. K8TRE's ApplicationSets create them for each cluster that a plan registers.
/// </summary>
internal static class PlanApplications
{
    // The component whose outputs contain the environment and the names of the applications. Neither is secret.
    private const string Registration = ":ClusterRegistration";

    /// <summary>Writes a paragraph for each environment. Writes nothing if the plan registers no cluster.</summary>
    public static void Write(Plan plan, IAnsiConsole console)
    {
        foreach (var registration in plan.Resources.Where(resource => resource.Type.EndsWith(Registration, StringComparison.Ordinal)))
        {
            if (registration.Outputs["applications"] is not JsonArray applications)
                continue;
            console.WriteLine();
            console.Write(new Markup(
                $"[bold]{Markup.Escape((string?)registration.Outputs["environment"] ?? registration.Name)}[/]: "
                + $"{applications.Count} applications of K8TRE\n"));
            foreach (var line in applications.Select(name => (string?)name).Chunk(6))
                console.Write(new Markup($"       {Markup.Escape(string.Join(", ", line))}\n"));
            var name = (string?)registration.Outputs["environment"];
            if (plan.Environments.FirstOrDefault(environment => environment.Name == name) is { } needs)
                WriteNeeds(needs, console);
        }
    }

    private static void WriteNeeds(PlanEnvironment environment, IAnsiConsole console)
    {
        using var text = new StringWriter { NewLine = "\n" };
        PlanNeeds.Write(environment, text);
        console.Write(new Markup(Markup.Escape(text.ToString())));
    }
}
