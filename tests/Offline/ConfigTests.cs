using System.Text.Json;

namespace K8tre.Tests.Offline;

[Collection(ProcessEnvironment.Name)]
public sealed class ConfigTests
{
    private const string Values = """
        {
          "project:text": "hello", "project:yes": "true", "project:loud": "True", "project:number": "42", "project:ratio": "1.5",
          "project:object": "{\"Name\":\"a\",\"Size\":3}", "project:broken": "{", "other:text": "elsewhere", "old:config:text": "ancient"
        }
        """;

    [Fact]
    public async Task Values_are_read_by_type_from_the_namespace_of_the_project()
    {
        await RunAsync(config =>
        {
            Assert.Equal("hello", config.Get("text"));
            Assert.True(config.GetBoolean("yes"));
            Assert.Equal(42, config.GetInt32("number"));
            Assert.Equal(1.5, config.RequireDouble("ratio"));
            Assert.Equal(new Thing("a", 3), config.RequireObject<Thing>("object"));
        });
    }

    [Fact]
    public async Task Other_namespaces_are_read_by_name()
    {
        await RunAsync(_ =>
        {
            Assert.Equal("elsewhere", new Config("other").Require("text"));
            Assert.Equal("elsewhere", new Config("other:config").Require("text"));
            Assert.Equal("ancient", new Config("old").Require("text"));
        });
    }

    [Fact]
    public async Task Missing_value_is_null_or_fails_with_the_command_that_sets_it()
    {
        await RunAsync(config =>
        {
            Assert.Null(config.Get("absent"));
            Assert.Null(config.GetInt32("absent"));
            Assert.Null(config.GetSecret("absent"));
            Assert.Null(config.GetObject<Thing>("absent"));
        });

        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync(config => config.Require("absent")));
        Assert.Equal(
            "Missing Required configuration variable 'project:absent'\n" +
            "\tplease set a value using the command `pulumi config set project:absent <value>`",
            error.Message);
    }

    [Theory]
    [InlineData("loud", "True", "Boolean")]
    [InlineData("text", "hello", "Int32")]
    [InlineData("text", "hello", "Double")]
    public async Task Value_of_another_type_fails_and_names_the_type(string key, string value, string type)
    {
        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync(config => _ = type switch
        {
            "Boolean" => (object)config.RequireBoolean(key),
            "Int32" => config.RequireInt32(key),
            _ => config.RequireDouble(key),
        }));

        Assert.Equal($"Configuration 'project:{key}' value '{value}' is not a valid {type}", error.Message);
    }

    [Fact]
    public async Task Broken_json_fails_and_names_the_type()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync(config => config.RequireObject<Thing>("broken")));

        Assert.Equal($"Configuration 'project:broken' value '{{' is not a valid {typeof(Thing).FullName}", error.Message);
    }

    [Fact]
    public async Task Json_options_are_obeyed()
    {
        var strict = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

        await RunAsync(config => Assert.Equal(new Thing(null, 0), config.RequireObject<Thing>("object", strict)));
    }

    [Fact]
    public async Task Secrets_are_secret_outputs()
    {
        Output<string>? text = null;
        Output<int>? number = null;
        Output<Thing>? thing = null;
        await RunAsync(config =>
        {
            text = config.RequireSecret("text");
            number = config.GetSecretInt32("number");
            thing = config.RequireSecretObject<Thing>("object");
        });

        Assert.Equal(("hello", true, true), await Trial.LookAsync(text!));
        Assert.Equal((42, true, true), await Trial.LookAsync(number!));
        Assert.Equal((new Thing("a", 3), true, true), await Trial.LookAsync(thing!));
    }

    private static async Task RunAsync(Action<Config> read)
    {
        using var environment = ProcessEnvironment.Set(("PULUMI_CONFIG", Values));
        await Trial.UpdateAsync(new RecordingMocks(), () => read(new Config()));
    }

    private sealed record Thing(string? Name, int Size);
}
