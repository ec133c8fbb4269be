using K8tre.Automation.Operations.Cli;
using K8tre.Automation.Operations.Steps;
using Pulumi.Automation;

namespace K8tre.Automation.Operations.Stages;

/// <summary>Compares the state with the real resources. It takes no lock and writes nothing.</summary>
internal class DriftOperation(StackSession session, OperationOptions options, OperationDisplay display, Interruption interruption)
    : Operation(session, options, display, interruption)
{
    /// <inheritdoc />
    public override IReadOnlyList<Stage> Stages => AllStages.Take(1).ToList();

    /// <summary>The stages of an operation that also writes.</summary>
    protected IReadOnlyList<Stage> AllStages => base.Stages;

    /// <inheritdoc />
    protected override async Task<string> PlanAsync()
    {
        var request = WithShared(new RefreshOptions { PreviewOnly = true, ShowSecrets = false }, Planned);
        await Session.RunAsync(token => Session.Stack.RefreshAsync(request, token), Planned, Interruption);
        return Planned.Changes.Count == 0
            ? "all resources equal the state"
            : $"{Planned.Changes.Count} resources differ from the state";
    }

    /// <inheritdoc />
    protected override Task<string> ApplyAsync() => throw new NotSupportedException("a comparison changes nothing");
}
