using System.Diagnostics;
using K8tre.Automation.Operations.Cli;
using K8tre.Automation.Operations.Steps;

namespace K8tre.Automation.Operations.Stages;

/// <summary>Runs stages one after another, and ends with a table of them.</summary>
/// <param name="display">Shows the table.</param>
/// <param name="interruption">After the first signal, no further stage starts.</param>
internal sealed class Pipeline(OperationDisplay display, Interruption interruption)
{
    private const string Ok = "ok";

    private readonly List<Row> _rows = [];

    /// <summary>Runs the stages. The table is written in any case.</summary>
    /// <exception cref="CommandException">A stage failed, refused to go on, or was interrupted.</exception>
    public async Task RunAsync(IReadOnlyList<Stage> stages)
    {
        try
        {
            foreach (var stage in stages)
                await RunAsync(stage);
        }
        finally
        {
            _rows.AddRange(stages.Skip(_rows.Count).Select(stage => new Row(stage.Name, "-", "not run", TimeSpan.Zero)));
            WriteTable();
        }
    }

    private async Task RunAsync(Stage stage)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            interruption.Requested.ThrowIfCancellationRequested();
            var result = await stage.RunAsync();
            _rows.Add(new(stage.Name, Ok, result, Stopwatch.GetElapsedTime(start)));
        }
        catch (OperationCanceledException)
        {
            _rows.Add(new(stage.Name, "interrupted", "", Stopwatch.GetElapsedTime(start)));
            throw new CommandException(
                _rows.Any(row => row.Name == "apply")
                    ? "interrupted: the state contains what was done until then; run the same command again to continue"
                    : "interrupted; nothing was changed",
                ExitCode.Interrupted);
        }
        catch (CommandException error)
        {
            var outcome = error.ExitCode == ExitCode.Refused ? "refused" : "failed";
            _rows.Add(new(stage.Name, outcome, "see the error", Stopwatch.GetElapsedTime(start)));
            throw;
        }
    }

    private void WriteTable()
    {
        var stage = _rows.Max(row => row.Name.Length);
        var outcome = _rows.Max(row => row.Outcome.Length);
        var times = _rows.Select(row => row.Duration == TimeSpan.Zero ? "" : OperationDisplay.Format(row.Duration)).ToList();
        var time = times.Max(text => text.Length);
        display.Line("");
        foreach (var (row, text) in _rows.Zip(times))
            display.Line($"{row.Name.PadRight(stage)}  {row.Outcome.PadRight(outcome)}  {text.PadLeft(time)}  {row.Result}".TrimEnd());
        display.WriteJson(new
        {
            @event = "stages",
            stages = _rows.Select(row => new
            {
                name = row.Name,
                outcome = row.Outcome,
                result = row.Result,
                seconds = Math.Round(row.Duration.TotalSeconds, 3),
            }),
        });
    }

    private sealed record Row(string Name, string Outcome, string Result, TimeSpan Duration);
}
