using K8tre.Automation;
using K8tre.Automation.Projects;

namespace K8tre.Tests.Automation.Projects;

/// <summary>YAML as the Pulumi CLI reads it: go-yaml 3.0.1, and sdk/go/common/resource/config/object.go.</summary>
public sealed class YamlTests
{
    [Theory]
    [InlineData("{<<: *a, x: 2}", """{"x":2,"y":[1]}""")]
    [InlineData("{x: 2, <<: *a}", """{"x":2,"y":[1]}""")]
    [InlineData("{<<: [{x: 3}, *a]}", """{"x":3,"y":[1]}""")]
    [InlineData("[{<<: *a, z: 1}, *a]", """[{"x":1,"y":[1],"z":1},{"x":1,"y":[1]}]""")]
    [InlineData("{'<<': 1}", """{"<<":1}""")]
    [InlineData("1234e567", "1234e567")]
    [InlineData("[1e21, 1e20, 1e-7, 0.000001, 1_000.5, .5, 1., -0.0]", "[1e+21,100000000000000000000,1e-7,0.000001,1000.5,0.5,1,-0]")]
    [InlineData(
        "[18446744073709551615, 18446744073709551616, -9223372036854775808]",
        "[18446744073709551615,18446744073709552000,-9223372036854775808]")]
    [InlineData("[0x1F, 0X1f, -0x1F, 0b11, 0o17, 017, 08, 0_1]", "[31,31,-31,3,15,15,8,1]")]
    [InlineData("[yes, no, on, off, y, n, True, FALSE]", """["yes","no","on","off","y","n",true,false]""")]
    [InlineData("[2027-01-31, 2027-1-1, 2027-01-31T10:00:00Z]",
        """["2027-01-31 00:00:00 +0000 UTC","2027-01-01 00:00:00 +0000 UTC","2027-01-31 10:00:00 +0000 UTC"]""")]
    [InlineData("[2027-01-31T10:00:00, 2027-01-31 10:00:00, 2027-13-01]",
        """["2027-01-31T10:00:00","2027-01-31 10:00:00 +0000 UTC","2027-13-01"]""")]
    [InlineData("{1: a, 0x10: b, true: c, ~: d}", """{"1":"a","16":"b","<nil>":"d","true":"c"}""")]
    [InlineData("[!!str 3, !!int '3', !other 3, !!binary aGk=]", """["3",3,"3","hi"]""")]
    [InlineData("{secure: 1}", """{"secure":1}""")]
    [InlineData("0.1", "0.1")]
    public void A_value_is_read_like_the_genuine_reader_does(string yaml, string expected) =>
        Assert.Equal(expected, Read($"config:\n  a: &a {{x: 1, y: [1]}}\n  key: {yaml}\n").Values["k8tre:key"]);

    [Theory]
    [InlineData("&a [*a]", "line 2, column 12")]
    [InlineData("&a {b: {c: *a}}", "the anchor 'a' contains an alias of itself")]
    [InlineData("{? &a [*a] : 1}", "contains an alias of itself")]
    [InlineData("{? [1] : 1}", "a key is a list or a map; write text")]
    [InlineData("{<<: 1}", "`<<` merges maps only")]
    [InlineData("{<<: }", "`<<` merges maps only")]
    [InlineData("{a: 1, a: 2}", "is not valid YAML")]
    [InlineData("*unknown", "is not valid YAML")]
    [InlineData("[.inf]", ".inf is no number that a stack can have")]
    [InlineData("-.INF", "-.INF is no number")]
    [InlineData(".nan", ".nan is no number")]
    [InlineData("!!binary '?'", "is not base64")]
    [InlineData("a\u0007", "the character \\u0007 is not allowed")]
    [InlineData("a\u007f", "the character \\u007f is not allowed")]
    public void What_the_genuine_reader_refuses_is_refused_with_its_place(string yaml, string expected)
    {
        var error = Assert.Throws<CommandException>(() => Read($"config:\n  key: {yaml}\n"));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Pulumi.dev.yaml, line ", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongCall, error.ExitCode);
    }

    [Fact]
    public void Aliases_of_aliases_take_neither_memory_nor_time()
    {
        var levels = Enumerable.Range(1, 20).Select(level =>
            $"  a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]");

        var error = Assert.Throws<CommandException>(() => Read($"config:\n  a0: &a0 x\n{string.Join('\n', levels)}\n"));

        Assert.Contains("has more than 100000 values if aliases are replaced", error.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("["), InlineData("{a: "), InlineData("- ")]
    public void A_value_nested_without_end_is_refused(string level)
    {
        var nested = string.Concat(Enumerable.Repeat(level, 20_000));

        Assert.Contains(
            "nested more than 50 times",
            Assert.Throws<CommandException>(() => Read($"config:\n  key:\n    {nested}\n")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_large_or_not_text_is_refused()
    {
        var large = Refusal(project => project.Write("Pulumi.dev.yaml", new string('#', 2_000_000)));
        var noText = Refusal(project => File.WriteAllBytes(Path.Combine(project.Folder, "Pulumi.dev.yaml"), [0xc3, 0x28]));

        Assert.Contains("has more than 1048576 bytes", large, StringComparison.Ordinal);
        Assert.Contains("is not UTF-8", noText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("k8tre:sudoPassword: CANARY", "k8tre:sudoPassword is not encrypted")]
    [InlineData("sudoPassword: CANARY", "k8tre:sudoPassword is not encrypted")]
    [InlineData("k8tre:gitToken: 12345", "k8tre:gitToken is not encrypted")]
    [InlineData("k8tre:gatewayCertificates: {prd: CANARY}", "k8tre:gatewayCertificates.prd is not encrypted")]
    [InlineData(
        "k8tre:registryCredentials: {ghcr.io: {username: robot, password: CANARY}}",
        "k8tre:registryCredentials[\"ghcr.io\"].password is not encrypted")]
    public void A_secret_in_plain_text_is_refused_and_not_repeated(string entry, string expected)
    {
        var error = Assert.Throws<CommandException>(() => Read($"config:\n  {entry}\n"));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("pulumi config set --secret", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", error.Message, StringComparison.Ordinal);
    }

    private static string Refusal(Action<TemporaryProject> write)
    {
        using var project = new TemporaryProject();
        write(project);
        return Assert.Throws<CommandException>(() => StackConfig.Read(Project.Read(project.Folder), "dev")).Message;
    }

    private static StackConfig Read(string yaml)
    {
        using var project = new TemporaryProject().Write("Pulumi.dev.yaml", yaml);
        return StackConfig.Read(Project.Read(project.Folder), "dev");
    }
}
