using K8tre.Automation.Operations.Cli;
using K8tre.Automation.Operations.State;
using K8tre.Automation.Operations.Steps;
using Pulumi.Automation;

namespace K8tre.Automation.Operations.Stages;

/// <summary>Deletes the resources of a stack. It previews first, and refuses while a resource is protected.</summary>
internal sealed class DestroyOperation(StackSession session, OperationOptions options, OperationDisplay display, Interruption interruption)
    : Operation(session, options, display, interruption)
{
    private const int MaximumNames = 20;

    private StackState _state = new([], []);

    /// <inheritdoc />
    protected override async Task<string> PlanAsync()
    {
        _state = await Session.ReadStateAsync(Interruption);
        if (_state.Protected.Count > 0 && !Options.RemovesProtection)
            throw ProtectedError();

        if (_state.Protected.Count == 0)
        {
            var request = WithShared(new DestroyOptions { PreviewOnly = true, ShowSecrets = false }, Planned);
            await Session.RunAsync(token => Session.Stack.DestroyAsync(request, token), Planned, Interruption);
        }
        else
        {
            // The engine refuses the preview of a deletion of protected resources. The state says the same.
            foreach (var resource in _state.Resources.Reverse())
                Display.Line($" -  {resource.Type} {Step.NameOf(resource.Urn)} delete");
        }

        WriteRetained();
        var gone = _state.Resources.Count - _state.Retained.Count;
        return $"{gone} to delete, {_state.Retained.Count} stay with the vendor"
            + (_state.Protected.Count > 0 ? $", protection of {_state.Protected.Count} to remove" : "");
    }

    /// <inheritdoc />
    protected override Task<string> ApproveAsync() => Task.FromResult(
        _state.Resources.Count == 0 ? "nothing to approve"
        : Options.Confirmation == Options.Stack ? "by --confirm"
        : Options.Confirmation is { } other
            ? throw new CommandException(
                $"--confirm is '{other}', and the stack is '{Options.Stack}'; nothing was changed", ExitCode.Refused)
        : Approval.Ask(
            $"This deletes the platform {Options.Stack} and its data. Type the name of the stack: ",
            Options.Stack,
            $"answer with the name of the stack, or supply --confirm {Options.Stack}",
            Display));

    /// <inheritdoc />
    protected override async Task<string> ApplyAsync()
    {
        if (_state.Resources.Count == 0)
            return "nothing to delete";
        if (_state.Protected.Count > 0)
            await Session.RunAsync(["state", "unprotect", "--all", "--yes"], Interruption);
        var request = WithShared(
            new DestroyOptions { ShowSecrets = false, Message = $"{ProductInfo.Name} destroy: approved {ApprovedBy}" }, Applied);
        var result = await Session.RunAsync(token => Session.Stack.DestroyAsync(request, token), Applied, Interruption);
        Entry = result.Summary;
        return Applied.Summary(isPlan: false);
    }

    /// <inheritdoc />
    protected override async Task<string> VerifyAsync()
    {
        var left = await Session.ReadStateAsync(Interruption);
        RequireNothingPending(left);
        return left.Resources.Count == 0
            ? "the state is empty"
            : throw CommandException.Failed(
                $"the state still contains {left.Resources.Count} resources: {Names(left.Resources)}; run the same command again");
    }

    private static string Names(IReadOnlyList<StateResource> resources)
        => string.Join(", ", resources.Take(MaximumNames).Select(resource => $"{Step.NameOf(resource.Urn)} ({resource.Type})"))
            + (resources.Count > MaximumNames ? $" and {resources.Count - MaximumNames} more" : "");

    private CommandException ProtectedError()
    {
        var kept = _state.KeptByProtection().Count;
        return new(
            $"{_state.Protected.Count} resources are protected: {Names(_state.Protected)}. Nothing was changed. "
            + $"`pulumi destroy` would delete {_state.Resources.Count - kept} of {_state.Resources.Count} resources and then fail. "
            + "To delete them too, with their data, supply --remove-protection",
            ExitCode.Refused);
    }

    private void WriteRetained()
    {
        Display.WriteJson(new { @event = "retained", urns = _state.Retained.Select(resource => resource.Urn) });
        if (_state.Retained.Count > 0)
            Display.Line($"Stays with the vendor, because the program retains it: {Names(_state.Retained)}");
    }
}
