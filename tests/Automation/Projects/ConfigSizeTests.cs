using K8tre.Automation;
using K8tre.Automation.Projects;

namespace K8tre.Tests.Automation.Projects;

public sealed class ConfigSizeTests
{
    [Fact]
    public void Settings_larger_than_a_variable_are_refused_with_the_largest_setting()
    {
        var hosts = string.Join(',', Enumerable.Range(0, 700).Select(number =>
            $$"""{ "name": "a{{number}}", "hostKey": "{{new string('a', 200)}}" }"""));
        var error = Assert.Throws<CommandException>(() =>
            Check($$"""{ "environments": [{ "k3s": { "agents": [{{hosts}}] } }], "name": "tre" }"""));

        Assert.Equal(ExitCode.WrongCall, error.ExitCode);
        Assert.Matches(
            "^the stack's settings have 1[0-9]{2},[0-9]{3} bytes, and a program gets at most 131,057 bytes; "
            + "k8tre:platform.environments\\[0\\].k3s.agents alone takes 1[0-9]{2},[0-9]{3} bytes: shorten it",
            error.Message);
    }

    [Theory, InlineData(131_057, true), InlineData(131_058, false)]
    public void A_variable_has_128_KiB_with_its_name_and_its_end(int bytes, bool isAccepted)
    {
        var json = new string('a', bytes);
        var config = new StackConfig(new Dictionary<string, string> { ["k8tre:platform"] = json }, []);

        Assert.Equal(isAccepted, Record.Exception(() => ConfigSize.Check(json, config)) is null);
    }

    private static void Check(string json) =>
        ConfigSize.Check(json, new(new Dictionary<string, string> { ["k8tre:platform"] = json, ["k8tre:other"] = "1" }, []));
}
