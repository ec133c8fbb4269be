using K8tre.Automation.Operations.Cli;
using K8tre.Automation.Operations.Steps;
using Pulumi.Automation;

namespace K8tre.Automation.Operations.Stages;

/// <summary>Compares the state with the real resources, and writes what differs to the state.</summary>
internal sealed class RefreshOperation(StackSession session, OperationOptions options, OperationDisplay display, Interruption interruption)
    : DriftOperation(session, options, display, interruption)
{
    /// <inheritdoc />
    public override IReadOnlyList<Stage> Stages => AllStages;

    /// <inheritdoc />
    protected override async Task<string> ApplyAsync()
    {
        var request = WithShared(
            new RefreshOptions
            {
                ShowSecrets = false,
                ClearPendingCreates = Options.ClearsPendingCreates,
                Message = $"{ProductInfo.Name} refresh: approved {ApprovedBy}",
            },
            Applied);
        var result = await Session.RunAsync(token => Session.Stack.RefreshAsync(request, token), Applied, Interruption);
        Entry = result.Summary;
        return $"{Applied.Changes.Count} resources written to the state";
    }
}
