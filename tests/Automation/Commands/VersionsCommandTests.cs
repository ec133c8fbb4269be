using System.Text.Json.Nodes;
using K8tre.Automation;
using K8tre.Automation.Commands;

namespace K8tre.Tests.Automation.Commands;

/// <summary><c>k8tre versions</c>. Every check has a fixed day.</summary>
public sealed class VersionsCommandTests
{
    [Fact]
    public async Task It_prints_every_version_as_JSON()
    {
        var (exitCode, output) = await RunAsync("versions", "--json");

        var k3s = JsonNode.Parse(output)!.AsArray().Single(row => (string?)row!["name"] == "K3s")!;
        Assert.Equal(0, exitCode);
        Assert.Equal(Components.Versions.K3s.Version, (string?)k3s["pinned"]);
        Assert.Equal("2027-02-28", (string?)k3s["end"]);
        Assert.Equal(Components.Versions.K3s.Sha256["k3s"], (string?)k3s["sha256"]!["k3s"]);
    }

    [Theory, InlineData("2026-01-01", 0), InlineData("2040-01-01", 3)]
    public async Task The_check_of_a_day_succeeds_or_fails(string day, int expected)
    {
        var (exitCode, output) = await RunAsync("versions", "--check", "--on", day);

        Assert.Equal(expected, exitCode);
        Assert.EndsWith($" within 90 days of {day}\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--on is given without --check, which it belongs to; add --check", "--on", "2027-01-31")]
    [InlineData("--on is '31.1.2027', which is not a day; write year, month and day, like 2027-01-31", "--check", "--on", "31.1.2027")]
    [InlineData("both --json and --check are given; give one of them", "--check", "--json")]
    public async Task A_wrong_call_is_refused(string message, params string[] options) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<CommandException>(() => RunAsync(["versions", .. options]))).Message);

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] call)
    {
        await using var output = new StringWriter();
        var exitCode = await K8treCommand.Create().Parse(call)
            .InvokeAsync(new() { EnableDefaultExceptionHandler = false, Output = output });
        return (exitCode, output.ToString());
    }
}
