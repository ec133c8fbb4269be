using K8tre.Automation.Operations.Cli;
using K8tre.Automation.Operations.State;
using K8tre.Automation.Operations.Steps;
using Pulumi.Automation;

namespace K8tre.Automation.Operations.Stages;

/// <summary>An operation on a stack: plan, check, approve, apply, verify, record.</summary>
internal abstract class Operation
{
    /// <summary>Verdict of the check, until rules judge plans.</summary>
    public const string NotJudged = "not judged";

    /// <summary>Creates an operation.</summary>
    protected Operation(StackSession session, OperationOptions options, OperationDisplay display, Interruption interruption)
    {
        Session = session;
        Options = options;
        Display = display;
        Interruption = interruption;
        Planned = new(display);
        Applied = new(display);
    }

    /// <summary>Report of what the operation would do.</summary>
    public OperationReport Planned { get; }

    /// <summary>Report of what the operation did.</summary>
    protected OperationReport Applied { get; }

    /// <summary>The stack.</summary>
    protected StackSession Session { get; }

    /// <summary>The options.</summary>
    protected OperationOptions Options { get; }

    /// <summary>The output.</summary>
    protected OperationDisplay Display { get; }

    /// <summary>Signals.</summary>
    protected Interruption Interruption { get; }

    /// <summary>The operation's entry in the history. Null before <see cref="ApplyAsync"/>.</summary>
    protected UpdateSummary? Entry { get; set; }

    /// <summary>Source of the approval: an answer, an option or a plan.</summary>
    protected string ApprovedBy { get; private set; } = "";

    /// <summary>The stages, in order.</summary>
    public virtual IReadOnlyList<Stage> Stages =>
    [
        new("plan", PlanAsync),
        new("check", CheckAsync),
        new("approve", async () => ApprovedBy = await ApproveAsync()),
        new("apply", ApplyAsync),
        new("verify", VerifyAsync),
        new("record", RecordAsync),
    ];

    /// <summary>Runs all stages, then prints what hosts reported.</summary>
    /// <exception cref="CommandException">A stage failed, refused to go on, or was interrupted.</exception>
    public async Task RunAsync()
    {
        try
        {
            await new Pipeline(Display, Interruption).RunAsync(Stages);
        }
        finally
        {
            WriteNotes();
        }
    }

    /// <summary>Finds out what the operation would do, and shows it.</summary>
    protected abstract Task<string> PlanAsync();

    /// <summary>Does what was planned.</summary>
    protected abstract Task<string> ApplyAsync();

    /// <summary>Asks for an approval, unless it was given.</summary>
    protected virtual Task<string> ApproveAsync() => Task.FromResult(
        Planned.Changes.Count == 0 && !Options.ClearsPendingCreates ? "nothing to approve"
        : Options.IsApproved ? "by --yes"
        : Approval.Ask(
            $"Do this to the stack {Options.Stack}? Type yes: ", "yes", "supply --yes, or answer the question with yes", Display));

    /// <summary>Checks the plan. No rules judge plans yet.</summary>
    protected virtual Task<string> CheckAsync() => Task.FromResult(NotJudged);

    /// <summary>Checks the state after the operation.</summary>
    protected virtual async Task<string> VerifyAsync()
    {
        var state = await Session.ReadStateAsync(Interruption);
        RequireNothingPending(state);
        return $"{state.Resources.Count} resources in the state, none pending";
    }

    /// <summary>Names the operation's entry in the history.</summary>
    protected virtual Task<string> RecordAsync()
        => Task.FromResult(Entry?.Version is { } version ? $"version {version} of the history" : "the backend keeps no history");

    /// <summary>Throws if the state contains operations that were started and never recorded.</summary>
    protected void RequireNothingPending(StackState state)
    {
        if (state.PendingOperations.Count == 0)
            return;
        throw CommandException.Failed(
            $"the state contains operations that never ended: {string.Join(", ", state.PendingOperations)}. "
            + StackState.ClearAdvice(Options.Stack));
    }

    /// <summary>Sets the options that all operations share.</summary>
    protected T WithShared<T>(T options, OperationReport report)
        where T : UpdateOptions
    {
        options.Color = "never";
        options.Parallel = Options.Parallel;
        options.Target = Options.Targets.Count == 0 ? null : [.. Options.Targets];
        options.OnEvent = report.Take;
        return options;
    }

    private void WriteNotes()
    {
        var notes = Planned.Notes.Concat(Applied.Notes).Distinct(StringComparer.Ordinal).ToList();
        if (notes.Count == 0)
            return;
        Display.Line("");
        Display.Line("Notes of hosts:");
        foreach (var note in notes)
            Display.Line($"  {note}");
        Display.WriteJson(new { @event = "notes", notes });
    }
}
