using System.Globalization;
using System.Text.Json;
using K8tre.Automation.Operations.Steps;
using Pulumi.Automation;

namespace K8tre.Automation.Operations.Outputs;

/// <summary>The operations of a stack, the newest first.</summary>
/// <param name="Entries">The operations.</param>
internal sealed record HistoryTable(IReadOnlyList<UpdateSummary> Entries)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes a line for each operation.</summary>
    public void WriteText(TextWriter text)
    {
        if (Entries.Count == 0)
            text.WriteLine("no operation was recorded");
        foreach (var entry in Entries)
        {
            var start = entry.StartTime.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var duration = OperationDisplay.Format(entry.EndTime - entry.StartTime);
            text.WriteLine(
                ($"{entry.Version,4}  {start}  {Lower(entry.Kind),-8}  {Lower(entry.Result),-10}  {duration,7}  "
                    + $"{Changes(entry)}  {entry.Message}").TrimEnd());
        }
    }

    /// <summary>Writes the operations as JSON. The configurations are left out.</summary>
    public void WriteJson(TextWriter text) => text.WriteLine(JsonSerializer.Serialize(
        Entries.Select(entry => new
        {
            entry.Version,
            Kind = Lower(entry.Kind),
            Result = Lower(entry.Result),
            entry.StartTime,
            entry.EndTime,
            entry.Message,
            Changes = entry.ResourceChanges?.ToDictionary(change => Lower(change.Key), change => change.Value),
        }),
        Json));

    private static string Changes(UpdateSummary entry) => entry.ResourceChanges is { Count: > 0 } changes
        ? string.Join(", ", changes.OrderBy(change => change.Key).Select(change => $"{change.Value} {Lower(change.Key)}"))
        : "no changes";

    private static string Lower<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
