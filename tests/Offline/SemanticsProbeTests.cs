using System.Diagnostics;
using System.Text.RegularExpressions;
using K8tre.Tests.Automation;
using Xunit.Abstractions;

namespace K8tre.Tests.Offline;

/// <summary>Observations of the official SDK, run against the SDK in use, and what the genuine packages answered to them.</summary>
public sealed class SemanticsProbeTests(ITestOutputHelper output)
{
    private static readonly string Expected = Path.Combine(Repository.Root, "..", "shared", "official-api", "semantics-expected.txt");

    [Fact]
    public async Task Every_observation_is_that_of_the_genuine_packages()
    {
        if (!File.Exists(Expected))
        {
            output.WriteLine($"not compared: {Path.GetFullPath(Expected)} is not here");
            return;
        }

        var file = Path.GetTempFileName();
        var start = new ProcessStartInfo("dotnet", [Built.SemanticsProbe]) { Environment = { ["SEMANTICS_OUT"] = file } };
        using var probe = Process.Start(start)!;
        await probe.WaitForExitAsync();
        var observed = Regex.Replace(await File.ReadAllTextAsync(file), "Running program '[^']*'", "Running program '<program>'");
        File.Delete(file);

        Assert.Equal(0, probe.ExitCode);
        Assert.Equal(Canonical(await File.ReadAllTextAsync(Expected)), Canonical(observed));
    }

    // The genuine packages register independent resources in any order. They report one failure or several in any order, even of one cause.
    private static string[] Canonical(string observations) => [.. observations.Split('\n').Select(line =>
        line.StartsWith("order ", StringComparison.Ordinal) ? "order " + string.Join(" ; ", Sorted(line["order ".Length..].Split(" ; ")))
        : line.Split("] AggregateException: ") is [var name, var failures] ? $"{name}] {string.Join(" | ", Failures(failures))}"
        : line)];

    private static IEnumerable<string> Failures(string several) => Sorted(several.Split(" | ")[1..])
        .Distinct()
        .Select(failure => failure.Replace("RunException:", "RunException: ", StringComparison.Ordinal));

    private static IEnumerable<string> Sorted(IEnumerable<string> parts) => parts.Order(StringComparer.Ordinal);
}
