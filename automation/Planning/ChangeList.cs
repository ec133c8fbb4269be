using K8tre.PlanModel;

namespace K8tre.Automation.Planning;

/// <summary>Writes the changes of a plan: a line for each resource, with the symbols of the Pulumi CLI, and the totals.</summary>
internal static class ChangeList
{
    private static readonly Dictionary<ChangeAction, string> Symbols = new()
    {
        [ChangeAction.Create] = "+",
        [ChangeAction.Update] = "~",
        [ChangeAction.Replace] = "+-",
        [ChangeAction.Delete] = "-",
        [ChangeAction.Keep] = "?",
    };

    /// <summary>Writes the changes.</summary>
    /// <param name="plan">A plan with changes.</param>
    /// <param name="since">Name of the state that the plan was compared with.</param>
    /// <param name="text">The output.</param>
    public static void Write(Plan plan, string since, TextWriter text)
    {
        var changes = plan.Changes!;
        text.WriteLine($"{plan.Project}/{plan.Stack}, changes since {since}");
        foreach (var change in changes.Resources.Concat(changes.Undetermined))
            text.WriteLine($" {Symbols[change.Action],-2}  {change.Type} {change.Name}{Properties(change)}{Note(change)}");

        text.WriteLine();
        text.WriteLine(
            $"{Count(ChangeAction.Create)} to create, {Count(ChangeAction.Update)} to update, {Count(ChangeAction.Replace)} to replace, "
            + $"{Count(ChangeAction.Delete)} to delete, {changes.Unchanged} unchanged");
        if (changes.Undetermined.Count > 0)
            text.WriteLine($"{changes.Undetermined.Count} could not be compared (?): these inputs are not known before the deployment");
        if (changes.MaskedInputs > 0)
            text.WriteLine($"{changes.MaskedInputs} secret inputs were taken as equal: {since} does not show their values");
        WriteLosses(changes, text);
        ResourceKind.WriteUnprotected(plan, text.WriteLine);

        int Count(ChangeAction action) => changes.Resources.Count(change => change.Action == action);
    }

    // At the end, where it is seen: what a platform cannot do without while it is replaced.
    private static void WriteLosses(PlanChanges changes, TextWriter text)
    {
        var losses = changes.Resources
            .Where(change => change.Action is ChangeAction.Replace or ChangeAction.Delete && ResourceKind.Of(change.Type) is not null)
            .ToArray();
        if (losses.Length == 0)
            return;
        text.WriteLine();
        text.WriteLine(
            "WARNING: this deployment replaces or deletes clusters, nodes, networks, stores, registrations, or zones and certificates:");
        foreach (var loss in losses)
        {
            text.WriteLine(
                $"  {ResourceKind.Of(loss.Type),-8} {(loss.Action == ChangeAction.Replace ? "replaced" : "deleted"),-8}  "
                + $"{loss.Name}{Properties(loss)}{Note(loss)}");
        }
    }

    private static string Properties(PlanChange change)
        => change.Properties.Count == 0 ? "" : $" [{string.Join(", ", change.Properties)}]";

    private static string Note(PlanChange change) => change.Note is null ? "" : $" ({change.Note})";
}
