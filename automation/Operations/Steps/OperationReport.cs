using System.Diagnostics;
using System.Text.RegularExpressions;
using Pulumi.Automation;
using Pulumi.Automation.Events;

namespace K8tre.Automation.Operations.Steps;

/// <summary>Report of a run of the engine, from its events.</summary>
/// <param name="display">Shows the steps while they run.</param>
internal sealed partial class OperationReport(OperationDisplay display)
{
    private const int MaximumErrors = 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Urn, OperationType Operation), (Step Step, long Start)> _steps = [];
    private readonly List<(string? Urn, string Text)> _errors = [];
    private readonly Dictionary<string, SortedSet<string>> _notes = new(StringComparer.Ordinal);

    /// <summary>True if the engine has started.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Number of steps by operation. Null until the engine has ended.</summary>
    public IReadOnlyDictionary<OperationType, int>? Totals { get; private set; }

    /// <summary>Steps that change a resource, without default providers, in the order in which they started.</summary>
    public IReadOnlyList<Step> Changes
        => [.. _steps.Values.Select(entry => entry.Step).Where(step => step.IsChange && !step.IsDefaultProvider)];

    /// <summary>Messages of hosts that need attention, with the resources that reported it.</summary>
    public IReadOnlyList<string> Notes
        => [.. _notes.OrderBy(note => note.Key, StringComparer.Ordinal).Select(note => $"{Sources(note.Value)}: {note.Key}")];

    /// <summary>Takes an event.</summary>
    public void Take(EngineEvent engineEvent)
    {
        lock (_lock)
        {
            HasStarted = true;
            if (engineEvent.ResourcePreEvent is { } start)
                Start(start.Metadata);
            else if (engineEvent.ResourceOutputsEvent is { } done)
                End(done.Metadata, StepState.Done);
            else if (engineEvent.ResourceOperationFailedEvent is { } failed)
                End(failed.Metadata, StepState.Failed);
            else if (engineEvent.DiagnosticEvent is { } message)
                Take(message);
            else if (engineEvent.SummaryEvent is { } summary)
                Totals = summary.ResourceChanges.ToDictionary(entry => entry.Key, entry => entry.Value);
        }
    }

    /// <summary>Describes the changes: <c>2 to create, 5 unchanged</c>.</summary>
    /// <param name="isPlan">True if nothing was changed yet.</param>
    public string Summary(bool isPlan)
    {
        var counts = Changes.Where(step => isPlan || step.State == StepState.Done)
            .GroupBy(Verb)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => isPlan ? $"{group.Count()} to {group.Key}" : $"{group.Count()} {PastTense(group.Key)}")
            .ToList();
        if (Totals?.GetValueOrDefault(OperationType.Same) is > 0 and var same)
            counts.Add($"{same} unchanged");
        return counts.Count == 0 ? "no changes" : string.Join(", ", counts);
    }

    /// <summary>Describes the failure: the resources, and the causes in the words of the provider.</summary>
    public string Failure()
    {
        var ofResources = _errors.Where(error => error.Urn is not null).ToList();
        var shown = (ofResources.Count > 0 ? ofResources : _errors).Take(MaximumErrors)
            .Select(error => error.Urn is null ? error.Text : $"{Step.NameOf(error.Urn)} ({TypeOf(error.Urn)}): {error.Text}");
        var unfinished = _steps.Values.Count(entry => entry.Step.State == StepState.Running && entry.Step.IsChange);
        var more = ofResources.Count > MaximumErrors ? $"{Environment.NewLine}and {ofResources.Count - MaximumErrors} more" : "";
        return _errors.Count == 0
            ? $"the Pulumi CLI ended before it was done; {unfinished} steps had not ended"
            : $"the Pulumi engine reports:{Environment.NewLine}{string.Join(Environment.NewLine, shown)}{more}";
    }

    [GeneratedRegex(@"\b(warning|stays?)\b")]
    private static partial Regex NeedsAttention { get; }

    private static string Verb(Step step) => step.Operation switch
    {
        OperationType.CreateReplacement or OperationType.DeleteReplaced or OperationType.DiscardReplaced => "replace (step)",
        _ => step.OperationName,
    };

    private static string PastTense(string verb) => verb.EndsWith('e') ? $"{verb}d" : $"{verb}: done";

    private static string Sources(SortedSet<string> names) => names.Count <= 3 ? string.Join(", ", names) : $"{names.Count} resources";

    private static string TypeOf(string urn) => urn.Split("::") is [_, _, var types, ..] ? types.Split('$')[^1] : "";

    private void Start(StepEventMetadata metadata)
    {
        var step = Step.Start(metadata);
        _steps[(step.Urn, step.Operation)] = (step, Stopwatch.GetTimestamp());
        display.Started(step);
    }

    // A refresh ends as what it found: same, update or delete.
    private void End(StepEventMetadata metadata, StepState state)
    {
        var ended = Step.Start(metadata);
        var start = Stopwatch.GetTimestamp();
        if (_steps.Remove((ended.Urn, OperationType.Refresh), out var refresh))
            start = refresh.Start;
        if (_steps.TryGetValue((ended.Urn, ended.Operation), out var known))
        {
            start = known.Start;
            ended = known.Step with { Properties = ended.Properties.Count > 0 ? ended.Properties : known.Step.Properties };
        }

        ended = ended with { State = state, Duration = Stopwatch.GetElapsedTime(start) };
        _steps[(ended.Urn, ended.Operation)] = (ended, start);
        display.Ended(ended);
    }

    private void Take(DiagnosticEvent message)
    {
        var text = message.Message.Trim();
        if (text.Length == 0 || message.Severity == "debug")
            return;
        if (message.Severity == "error")
            _errors.Add((string.IsNullOrEmpty(message.Urn) ? null : message.Urn, text));
        else if (message.Ephemeral is true)
            TakeNote(message.Urn, text);
        else
            display.Message(message.Severity, message.Urn is { Length: > 0 } urn ? $"{Step.NameOf(urn)}: {text}" : text);
    }

    // What a script writes on a host is an ephemeral event. No summary of the engine repeats it.
    private void TakeNote(string? urn, string text)
    {
        if (!NeedsAttention.IsMatch(text))
            return;
        if (!_notes.TryGetValue(text, out var sources))
            _notes[text] = sources = new(StringComparer.Ordinal);
        sources.Add(urn is { Length: > 0 } ? Step.NameOf(urn) : "program");
    }
}
