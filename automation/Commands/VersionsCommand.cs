using System.CommandLine;
using System.Globalization;
using K8tre.Automation.Supply;

namespace K8tre.Automation.Commands;

/// <summary><c>k8tre versions</c>: shows the pinned versions, and checks that their support does not end soon.</summary>
internal static class VersionsCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print the versions as JSON" };
        var check = new Option<bool>("--check")
        {
            Description = $"Fail with exit code {ExitCode.Drift} if the support of a version ends within {EndingSupport.NoticeDays} days",
        };
        var on = new Option<string?>("--on") { Description = "Day of the check, like 2027-01-31. Default: today", HelpName = "date" };

        var command = new Command("versions", "Show pinned versions, the newest known ones and their ends of support") { json, check, on };
        command.SetAction(call => Run(
            call.GetValue(json), call.GetValue(check), call.GetValue(on), call.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(bool printJson, bool check, string? on, TextWriter output)
    {
        if (on is not null && !check)
            throw CommandException.WrongCall("--on is given without --check, which it belongs to; add --check");
        if (printJson && check)
            throw CommandException.WrongCall("both --json and --check are given; give one of them");
        if (check)
        {
            var ending = new EndingSupport(VersionTable.Current, on is null ? Today() : Day(on));
            ending.WriteText(output);
            return ending.ExitCode;
        }

        var report = new VersionsReport(VersionTable.Current);
        if (printJson)
            report.WriteJson(output);
        else
            report.WriteText(output);
        return ExitCode.Ok;
    }

    private static DateOnly Today() => DateOnly.FromDateTime(DateTime.UtcNow);

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw CommandException.WrongCall($"--on is '{text}', which is not a day; write year, month and day, like 2027-01-31");
}
