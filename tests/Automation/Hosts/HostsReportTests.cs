using System.Text.Json.Nodes;
using K8tre.Automation;
using K8tre.Automation.Hosts;

namespace K8tre.Tests.Automation.Hosts;

public sealed class HostsReportTests
{
    private const string Calm = "hello\n#k8tre result\n" + Facts + End;

    private const string End = "#k8tre end\n";

    private const string Facts =
        "unit=k3s\nversion=v1.35.4+k3s1\nsnapshot=2027-01-15T00:00 etcd-one\ncertificate=client.crt OK 364 days\nnode=one True true\n";

    private static readonly PlatformHost Host = new() { Name = "one", Cluster = "tre-dev", Endpoint = new("192.0.2.10", 22, "root", null) };

    [Fact]
    public void A_host_as_it_was_set_gives_exit_code_0() => Assert.Equal(ExitCode.Ok, Report(HostStatus.Parse(Host, 0, Calm, "")).ExitCode);

    [Fact]
    public void A_host_that_differs_gives_exit_code_3() =>
        Assert.Equal(3, Report(HostStatus.Parse(Host, 0, Drifted("k3s is not running"), "")).ExitCode);

    [Fact]
    public void A_host_that_is_not_reached_gives_exit_code_1_also_beside_one_that_differs() => Assert.Equal(
        ExitCode.Failed,
        Report(HostStatus.Parse(Host, 0, Drifted("x"), ""), HostStatus.Parse(Host, 255, "", "connect to host: timed out")).ExitCode);

    [Fact]
    public void The_text_names_what_differs_and_why_a_host_was_not_reached()
    {
        var text = new StringWriter { NewLine = "\n" };

        var differs = HostStatus.Parse(Host, 0, Drifted("/etc/x was changed"), "");
        Report(differs, HostStatus.Parse(Host, 255, "", "timed out\n")).WriteText(text);

        Assert.Equal(
            """
            tre-dev/one (192.0.2.10)
              unit:        k3s
              version:     v1.35.4+k3s1
              snapshot:    2027-01-15T00:00 etcd-one
              certificate: client.crt OK 364 days
              DIFFERS: /etc/x was changed
            tre-dev/one (192.0.2.10)
              no response: timed out
            2 hosts: 0 as configured, 1 differ, 1 did not respond

            """,
            text.ToString());
    }

    [Fact]
    public void The_json_has_an_object_a_host()
    {
        var text = new StringWriter();

        Report(HostStatus.Parse(Host, 0, Calm, "")).WriteJson(text);

        var host = Assert.Single(JsonNode.Parse(text.ToString())!.AsArray())!;
        Assert.Equal("v1.35.4+k3s1", (string?)host["facts"]!["version"]);
        Assert.Empty(host["drift"]!.AsArray());
        Assert.Null(host["failure"]);
    }

    [Fact]
    public void A_host_whose_sign_in_ends_before_the_script_did_not_respond() => Assert.Equal(
        "a start file of the account, or a command forced on its key, ended the session", HostStatus.Parse(Host, 0, "hello\n", "").Failure);

    [Theory]
    [InlineData("")]
    [InlineData("#k8tre result\n#k8tre end\n")]
    [InlineData("#k8tre result\nunit=k3s\n#k8tre end\n")]
    [InlineData("#k8tre result\nversion=v1.35.4+k3s1\n#k8tre end\n")]
    [InlineData("#k8tre result\nunit=k3s\nversion=v1")]
    [InlineData("#k8tre result\nnoise\n=\n==\n#k8tre end\n")]
    public void A_host_that_says_nothing_or_only_a_part_is_a_failure(string output)
    {
        var status = HostStatus.Parse(Host, 0, output, "");

        Assert.NotNull(status.Failure);
        Assert.Equal(ExitCode.Failed, Report(status).ExitCode);
    }

    [Fact]
    public void What_a_host_says_does_not_reach_the_terminal_as_it_is()
    {
        var text = new StringWriter();
        var hostile = Calm.Replace("v1.35.4", $"\u001b]0;x\u0007\u202e{new string('a', 5000)}", StringComparison.Ordinal)
            .Replace(
                End,
                $"drift=\u001b[2Jgone\n{string.Concat(Enumerable.Repeat("drift=x\n", 5000))}\u001b[31m=1\n{End}",
                StringComparison.Ordinal);

        var silent = HostStatus.Parse(Host, 255, "", $"\u001b[31m{new string('b', 9000)}");
        Report(HostStatus.Parse(Host, 0, hostile, ""), silent).WriteText(text);

        Assert.DoesNotContain(text.ToString(), character => char.IsControl(character) && character is not ('\n' or '\r'));
        Assert.True(text.ToString().Length < 20_000);
        Assert.Contains("\\u001b[2Jgone", text.ToString(), StringComparison.Ordinal);
    }

    private static string Drifted(string what) => Calm.Replace(End, $"drift={what}\n{End}", StringComparison.Ordinal);

    private static HostsReport Report(params HostStatus[] hosts) => new(hosts);
}
