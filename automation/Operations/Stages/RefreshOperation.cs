using K8tre.Automation.Operations.Cli;
using K8tre.Automation.Operations.Steps;
using Pulumi.Automation;

namespace K8tre.Automation.Operations.Stages;

/// <summary>Compares the state with the real resources, and writes what differs to the state.</summary>
internal sealed class RefreshOperation(StackSession session, OperationOptions options, OperationDisplay display, Interruption interruption)
    : Operation(session, options, display, interruption)
{
    /// <summary>The first stage only: it compares, takes no lock, and writes nothing.</summary>
    public IReadOnlyList<Stage> Comparison => [Stages[0]];

    /// <inheritdoc />
    protected override async Task<string> PlanAsync()
    {
        var options = WithShared(new RefreshOptions { PreviewOnly = true, ShowSecrets = false }, Planned);
        await Session.RunAsync(() => Session.Stack.RefreshAsync(options), Planned, Interruption);
        return Planned.Changes.Count == 0 ? "the resources equal the state" : $"{Planned.Changes.Count} resources differ from the state";
    }

    /// <inheritdoc />
    protected override async Task<string> ApplyAsync()
    {
        // Also without changes: the state then records what it was compared with.
        var options = WithShared(new RefreshOptions { ShowSecrets = false, Message = $"{ProductInfo.Name} refresh: approved {ApprovedBy}" }, Applied);
        var result = await Session.RunAsync(() => Session.Stack.RefreshAsync(options), Applied, Interruption);
        Entry = result.Summary;
        return $"{Applied.Changes.Count} resources of the state written again";
    }
}
