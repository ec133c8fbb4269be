using K8tre.Automation;
using K8tre.Automation.Conformance;

namespace K8tre.Tests.Conformance;

public sealed class ConformanceReportTests
{
    private static readonly Problem Problem = new()
    {
        Check = "schema",
        Urn = "urn:pulumi:dev::sample::kubernetes:core/v1:Service::web",
        Type = "kubernetes:core/v1:Service",
        Name = "web",
        Path = "spec.ports[0].targetPrt",
        Message = "there is no property 'targetPrt'",
    };

    [Fact]
    public void A_problem_is_one_line_with_resource_path_and_what_is_wrong()
    {
        var report = new ConformanceReport("dev", [new("schema", 3, [Problem])]);
        using var text = new StringWriter();

        report.WriteText(text);

        Assert.False(report.IsGood);
        Assert.Equal(
            """
            schema            3 resources checked, 1 problems
            schema: kubernetes:core/v1:Service 'web' spec.ports[0].targetPrt: there is no property 'targetPrt'

            """,
            text.ToString());
    }

    [Fact]
    public void Accepted_problems_are_counted_with_their_reason_and_do_not_fail()
    {
        var accepted = Problem with { Accepted = "the reason" };
        var report = new ConformanceReport("dev", [new("schema", 3, [accepted, accepted])]);
        using var text = new StringWriter();

        report.WriteText(text);

        Assert.True(report.IsGood);
        Assert.Equal(
            """
            schema            3 resources checked, 0 problems, 2 accepted
            accepted, schema, 2 times: the reason

            """,
            text.ToString());
    }

    [Fact]
    public void The_JSON_holds_the_checks_with_their_problems()
    {
        using var text = new StringWriter();
        new ConformanceReport("dev", [new("schema", 3, [Problem])]).WriteJson(text);

        var json = System.Text.Json.Nodes.JsonNode.Parse(text.ToString())!;

        Assert.Equal("dev", (string?)json["stack"]);
        Assert.Equal(3, (int?)json["checks"]![0]!["checked"]);
        Assert.Equal("spec.ports[0].targetPrt", (string?)json["checks"]![0]!["problems"]![0]!["path"]);
    }

    [Fact]
    public async Task A_program_that_is_not_installed_is_a_wrong_call_that_tells_how_to_install_it()
    {
        var error = await Assert.ThrowsAsync<CommandException>(
            () => NodeProcess.RunAsync("no-such-node", [], Repository.Root, null, CancellationToken.None));

        Assert.Equal(ExitCode.WrongCall, error.ExitCode);
        Assert.Contains("'no-such-node' is not installed", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install nodejs npm", error.Message, StringComparison.Ordinal);
    }
}
