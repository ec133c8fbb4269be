using K8tre.Automation;
using K8tre.Automation.Projects;

namespace K8tre.Tests.Automation.Projects;

public sealed class StackConfigTests
{
    [Theory]
    [InlineData("text", "text")]
    [InlineData("'3'", "3")]
    [InlineData("3", "3")]
    [InlineData("-3", "-3")]
    [InlineData("1_000", "1000")]
    [InlineData("0x1F", "31")]
    [InlineData("0o17", "15")]
    [InlineData("017", "15")]
    [InlineData("'017'", "017")]
    [InlineData("1.50", "1.5")]
    [InlineData("true", "true")]
    [InlineData("yes", "yes")]
    [InlineData("~", "null")]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("10.0.0.0/16", "10.0.0.0/16")]
    [InlineData("2027-01-31", "2027-01-31 00:00:00 +0000 UTC")]
    [InlineData("'2027-01-31'", "2027-01-31")]
    [InlineData("{b: 1, a: [x, true, null, 1.5]}", """{"a":["x",true,null,1.5],"b":1}""")]
    [InlineData("{when: '2027-01-31', n: '1'}", """{"n":"1","when":"2027-01-31"}""")]
    public void A_value_is_handed_over_as_the_Pulumi_CLI_does(string yaml, string expected)
    {
        using var project = new TemporaryProject().Write("Pulumi.dev.yaml", $"config:\n  key: {yaml}\n");

        Assert.Equal(expected, Read(project).Values["k8tre:key"]);
    }

    [Fact]
    public void A_key_without_a_namespace_belongs_to_the_project()
    {
        using var project = new TemporaryProject().Write(
            "Pulumi.dev.yaml", "config:\n  a: 1\n  k8tre:b: 2\n  aws:region: eu-west-2\n  old:config:c: 3\n");

        Assert.Equal(["aws:region", "k8tre:a", "k8tre:b", "old:c"], Read(project).Values.Keys);
    }

    [Fact]
    public void An_encrypted_value_is_a_placeholder_and_its_key_is_secret_also_inside_an_object()
    {
        using var project = new TemporaryProject().Write(
            "Pulumi.dev.yaml",
            """
            encryptionsalt: v1:abc
            config:
              plain: text
              token:
                secure: v1:bm9uY2Vub25jZSE=:Y2lwaGVydGV4dCBhbmQgaXRzIHRhZw==
              object:
                hosts:
                  - name: one
                    password: { secure: v1:bm9uY2Vub25jZSE=:Y2lwaGVydGV4dCBhbmQgaXRzIHRhZw== }
            """);

        var config = Read(project);

        Assert.Equal(["k8tre:object", "k8tre:token"], config.SecretKeys);
        Assert.Equal("placeholder for the encrypted k8tre:token", config.Values["k8tre:token"]);
        Assert.Equal(
            """{"hosts":[{"name":"one","password":"placeholder for the encrypted k8tre:object.hosts[0].password"}]}""",
            config.Values["k8tre:object"]);
    }

    [Fact]
    public void A_secret_that_is_no_ciphertext_is_found_by_its_path()
    {
        using var project = new TemporaryProject().Write(
            "Pulumi.dev.yaml",
            """
            config:
              local: { secure: v1:bm9uY2Vub25jZSE=:Y2lwaGVydGV4dCBhbmQgaXRzIHRhZw== }
              cloud: { secure: AAABAG5vbmNlIGFuZCBjaXBoZXJ0ZXh0IGFuZCB0YWc= }
              token: { secure: v1:placeholder }
              plain: { secure: swordfish }
              empty: { secure: "" }
              logins:
                - ghcr.io: { password: { secure: "v1:not base64:Y2lwaGVydGV4dCBhbmQgaXRzIHRhZw==" } }
            """);

        Assert.Equal(
            ["k8tre:token", "k8tre:plain", "k8tre:empty", "k8tre:logins[0][\"ghcr.io\"].password"], Read(project).Unencrypted);
    }

    [Fact]
    public void A_default_of_the_project_is_used_where_the_stack_sets_nothing()
    {
        using var project = new TemporaryProject(
            """
            name: k8tre
            runtime: { name: dotnet }
            config:
              size: { type: integer, default: 3 }
              name: short form
              aws:region: { value: eu-west-2 }
            """).Write("Pulumi.dev.yaml", "config:\n  size: 5\n");

        var values = Read(project).Values;

        Assert.Equal(("5", "short form", "eu-west-2"), (values["k8tre:size"], values["k8tre:name"], values["aws:region"]));
    }

    [Theory]
    [InlineData("config:\n  size: many\n", "Pulumi.dev.yaml, line 2, column 9: k8tre:size is 'many'; supply a value of type integer")]
    [InlineData("config:\n  size: 1\n  k8tre:size: 2\n", "line 3, column 3: k8tre:size is set twice, with and without its namespace")]
    [InlineData("config:\n  size: 1\n  token: open\n", "line 3, column 10: k8tre:token is not encrypted")]
    [InlineData("confg:\n  size: 1\n", "line 1, column 1: unknown key 'confg' (did you mean 'config'?)")]
    [InlineData("config:\n  a:b:c: 1\n", "line 2, column 3: 'a:b:c' is not a configuration key; write `name` or `namespace:name`")]
    [InlineData("config: [1]\n", "line 1, column 9: 'config' is not a map")]
    [InlineData("- config\n", "line 1, column 1: is not a map; write `key: value` lines")]
    [InlineData("config:\n  a: 1\n  a: 2\n", "line 3, column 3: is not valid YAML")]
    [InlineData("config:\n  a: [1\n  b: 2\n", "is not valid YAML")]
    [InlineData("config:\n\ta: 1\n", "line 2, column 1: is not valid YAML")]
    [InlineData("a: 1\n---\nb: 2\n", "starts a second document; keep one, without `---`")]
    [InlineData("config: {}\n", "k8tre:size has no value in Pulumi.dev.yaml and no default in Pulumi.yaml; add it under `config:`")]
    public void A_bad_stack_file_is_refused_with_the_place_and_the_remedy(string yaml, string expected)
    {
        using var project = new TemporaryProject(
            """
            name: k8tre
            runtime: dotnet
            config:
              size: { type: integer }
              token: { type: string, secret: true, default: none }
            """).Write("Pulumi.dev.yaml", yaml);

        var error = Assert.Throws<CommandException>(() => Read(project));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongCall, error.ExitCode);
    }

    [Fact]
    public void An_unknown_stack_is_answered_with_those_there_are_and_the_nearest()
    {
        using var project = new TemporaryProject().Write("Pulumi.dev.yaml", "").Write("Pulumi.prod.yaml", "");

        var error = Assert.Throws<CommandException>(() => Read(project, "dve"));

        Assert.StartsWith(
            "there is no stack 'dve' (did you mean 'dev'?); stacks here are dev, prod", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secrets")]
    [InlineData("")]
    public void A_stack_is_a_name_not_a_path(string stack)
    {
        using var project = new TemporaryProject().Write("Pulumi.dev.yaml", "");

        Assert.Throws<CommandException>(() => Read(project, stack));
    }

    private static StackConfig Read(TemporaryProject project, string stack = "dev")
        => StackConfig.Read(Project.Read(project.Folder), stack);
}
