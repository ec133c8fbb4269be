using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace K8tre.Automation.Operations.Steps;

/// <summary>Shows the steps of an operation: a line for each, or a JSON object for each.</summary>
/// <param name="output">Where lines or objects are written.</param>
/// <param name="progress">Shows counts on a terminal, and messages.</param>
/// <param name="isJson">True for JSON objects, one a line.</param>
/// <param name="showProperties">True if a line names the properties that change.</param>
internal sealed class OperationDisplay(TextWriter output, ProgressLine progress, bool isJson, bool showProperties)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private int _running;
    private int _done;

    /// <summary>True if the output is JSON.</summary>
    public bool IsJson => isJson;

    /// <summary>Shows that a step has started.</summary>
    public void Started(Step step)
    {
        _running++;
        Count();
        if (isJson && IsShown(step))
            Write("started", step);
    }

    /// <summary>Shows that a step has ended.</summary>
    public void Ended(Step step)
    {
        _running = Math.Max(0, _running - 1);
        _done++;
        Count();
        if (!IsShown(step))
            return;
        if (isJson)
            Write(step.State == StepState.Failed ? "failed" : "done", step);
        else
            Line(Describe(step));
    }

    /// <summary>Shows a message of the engine.</summary>
    public void Message(string severity, string text)
    {
        if (isJson)
            WriteJson(new { @event = "message", severity, text });
        else
            progress.WriteMessage(severity, text);
    }

    /// <summary>Writes a line. JSON has none.</summary>
    public void Line(string text)
    {
        if (isJson)
            return;
        progress.Clear();
        output.WriteLine(text);
    }

    /// <summary>Writes an object, if the output is JSON.</summary>
    public void WriteJson(object value)
    {
        if (isJson)
            output.WriteLine(JsonSerializer.Serialize(value, Json));
    }

    /// <summary>Formats a duration: <c>0.4 s</c>, <c>83 s</c>, <c>12 min</c>.</summary>
    public static string Format(TimeSpan duration) => duration.TotalSeconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s"),
        < 600 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0} min"),
    };

    private static bool IsShown(Step step) => !step.IsDefaultProvider && (step.IsChange || step.State == StepState.Failed);

    private void Count() => progress.Show($"{_done} done, {_running} under way");

    private string Describe(Step step)
    {
        var properties = showProperties && step.Properties.Count > 0 ? $" [{string.Join(", ", step.Properties)}]" : "";
        var failed = step.State == StepState.Failed ? " FAILED" : "";
        return $" {step.Symbol,-2} {step.Type} {step.Name} {step.OperationName}{failed}{properties} ({Format(step.Duration)})";
    }

    private void Write(string state, Step step) => WriteJson(new
    {
        @event = "step",
        state,
        operation = step.OperationName,
        urn = step.Urn,
        properties = step.Properties,
        seconds = Math.Round(step.Duration.TotalSeconds, 3),
    });
}
