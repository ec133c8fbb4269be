using System.Globalization;
using System.Text.RegularExpressions;

namespace K8tre.Stacks.Settings.Reading;

/// <summary>Check of a schedule in the grammar of the Go library robfig/cron, which K3s, Longhorn and Kubernetes read.</summary>
/// <remarks>
/// K3s drops the library's error, and takes no snapshot. Schedules that the library accepts and that never come are refused too.
/// Grammar: https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
/// </remarks>
internal static partial class CronSchedule
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly int[] DaysOfMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    private static readonly Field[] Fields =
    [
        new("minute", 0, 59, []),
        new("hour", 0, 23, []),
        new("day of the month", 1, 31, []),
        new("month", 1, 12, Months),
        new("day of the week", 0, 6, Days),
    ];

    private static readonly Dictionary<string, double> Seconds = new() { ["s"] = 1, ["m"] = 60, ["h"] = 3600 };

    /// <summary>Returns the reason why nothing happens at a schedule, and what to write. Null: it is valid.</summary>
    /// <param name="schedule">Schedule of the shape <see cref="Formats.Cron"/>.</param>
    public static string? Problem(string schedule)
    {
        if (schedule.StartsWith('@'))
            return schedule.StartsWith("@every ", StringComparison.Ordinal) ? IntervalProblem(schedule[7..]) : null;
        var texts = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (texts.Length != Fields.Length)
            return Formats.CronHint;
        var values = new HashSet<int>[Fields.Length];
        foreach (var (index, text) in texts.Index())
        {
            values[index] = [];
            foreach (var item in text.Split(','))
            {
                if (Fields[index].Read(item, values[index]) is { } problem)
                    return $"{problem} in the {Fields[index].Name}";
            }
        }
        // A day of the week beside a day of the month: either of them is enough.
        return IsEvery(texts[4]) && !IsEvery(texts[2]) && values[3].All(month => values[2].Min() > DaysOfMonths[month - 1])
            ? $"no month of the schedule has a day {values[2].Min()}; write a day that exists"
            : null;
    }

    private static bool IsEvery(string field) => field[0] is '*' or '?';

    // https://pkg.go.dev/time#ParseDuration
    private static string? IntervalProblem(string interval)
    {
        if (!Duration().IsMatch(interval))
            return $"{interval} is no interval; write it like @every 6h or @every 1h30m";
        var seconds = DurationPart().Matches(interval)
            .Sum(part => double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture) * Seconds[part.Groups[2].Value]);
        return seconds < 60 ? $"the interval {interval} is too short; write one minute or more" : null;
    }

    [GeneratedRegex(@"^([0-9]+(\.[0-9]+)?(s|m|h))+$")]
    private static partial Regex Duration();

    [GeneratedRegex(@"([0-9]+(?:\.[0-9]+)?)(s|m|h)")]
    private static partial Regex DurationPart();

    [GeneratedRegex(@"^(?:(?<all>[*?])|(?<from>[0-9A-Za-z]+)(?:-(?<to>[0-9A-Za-z]+))?)(?:/(?<step>[0-9]+))?$")]
    private static partial Regex Range();

    private sealed record Field(string Name, int Minimum, int Maximum, string[] Names)
    {
        /// <summary>Adds the values of <c>*</c>, a number, a name or a range. Returns a problem, or null.</summary>
        public string? Read(string item, HashSet<int> values)
        {
            if (Range().Match(item) is not { Success: true } range)
                return $"\"{item}\" is no value; write *, a number, a range like 1-5 or a step like */2";
            var (hasStep, hasEnd) = (range.Groups["step"].Success, range.Groups["to"].Success);
            int? from = range.Groups["all"].Success ? Minimum : Value(range.Groups["from"].Value);
            // A number with a step starts a range to the end: 5/15 is 5-59/15.
            var to = range.Groups["all"].Success || (hasStep && !hasEnd) ? Maximum : hasEnd ? Value(range.Groups["to"].Value) : from;
            var step = hasStep ? Number(range.Groups["step"].Value) : 1;
            if (from is not { } first || to is not { } last)
                return $"\"{item}\" is no value; write {Allowed}";
            if (step is null or 0)
                return $"the step of \"{item}\" must be 1 or more";
            if (first < Minimum || last > Maximum)
                return $"\"{item}\" is outside {Minimum} to {Maximum}{(this is { Maximum: 6 } ? " (0 is Sunday)" : "")}; write {Allowed}";
            if (first > last)
                return $"\"{item}\" ends before it starts; write two ranges: {first}-{Maximum},{Minimum}-{last}";
            for (long value = first; value <= last; value += step.Value)
                values.Add((int)value);
            return null;
        }

        private string Allowed => $"{Minimum} to {Maximum}{(Names.Length > 0 ? $" or {Names[0]} to {Names[^1]}" : "")}";

        private int? Value(string text) =>
            Array.FindIndex(Names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index
                ? index + Minimum
                : Number(text);

        private static int? Number(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
