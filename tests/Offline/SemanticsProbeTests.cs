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
        using var probe = Process.Start(new ProcessStartInfo("dotnet", [Built.SemanticsProbe]) { Environment = { ["SEMANTICS_OUT"] = file } })!;
        await probe.WaitForExitAsync();
        var observed = Regex.Replace(await File.ReadAllTextAsync(file), "Running program '[^']*'", "Running program '<program>'");
        File.Delete(file);

        Assert.Equal(0, probe.ExitCode);
        Assert.Equal((await File.ReadAllTextAsync(Expected)).Split('\n'), observed.Split('\n'));
    }
}
