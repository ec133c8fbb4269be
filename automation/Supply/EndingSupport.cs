using System.Globalization;

namespace K8tre.Automation.Supply;

/// <summary>Pinned versions whose support has ended or ends soon.</summary>
/// <param name="table">The versions.</param>
/// <param name="on">Day of the check.</param>
internal sealed class EndingSupport(VersionTable table, DateOnly on)
{
    /// <summary>Days before the end on which the check begins to fail: time for a release and for all platforms to install it.</summary>
    public const int NoticeDays = 90;

    /// <summary>The rows, first the one that ends first.</summary>
    public IReadOnlyList<VersionRow> Rows { get; } =
        [.. table.Pins.Where(row => row.End.Date <= on.AddDays(NoticeDays)).OrderBy(row => row.End.Date)];

    /// <summary>0 if there are none, otherwise 3.</summary>
    public int ExitCode => Rows.Count == 0 ? Automation.ExitCode.Ok : Automation.ExitCode.Drift;

    /// <summary>Writes each row with what to do.</summary>
    public void WriteText(TextWriter text)
    {
        foreach (var row in Rows)
        {
            text.WriteLine($"{row.Name} {row.Version}: {Ends(row.End.Date!.Value)} ({row.End.Source})");
            text.WriteLine($"  raise the row {row.Name} of components/versions.json{Newest(row)}, as docs/reference/versions.md describes");
            if (row.WhyNotNewer is { } reason)
                text.WriteLine($"  first solve: {reason}");
        }
        text.WriteLine(Rows.Count == 0
            ? $"no support ends within {NoticeDays} days of {Day(on)}"
            : $"{Rows.Count} of {table.Pins.Count} versions end within {NoticeDays} days of {Day(on)}");
    }

    private string Ends(DateOnly end) => (end.DayNumber - on.DayNumber) switch
    {
        < 0 => $"support ended on {Day(end)}",
        0 => $"support ends today, {Day(end)}",
        1 => $"support ends on {Day(end)}, in 1 day",
        var days => $"support ends on {Day(end)}, in {days} days",
    };

    private static string Newest(VersionRow row) => row.Newest is { } newest ? $" (newest known: {newest.Version})" : "";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
