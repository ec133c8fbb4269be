using System.Collections.Immutable;

namespace K8tre.Tests.Offline;

public sealed class StackReferenceTests
{
    [Fact]
    public async Task Reference_is_read_by_the_name_of_the_stack()
    {
        var mocks = Mocks();
        await Trial.UpdateAsync(mocks, () => _ = new StackReference("org/network/prod"));

        var request = Assert.Single(mocks.Resources);
        Assert.Equal("pulumi:pulumi:StackReference", request.Type);
        Assert.Equal("org/network/prod", request.Id);
        Trial.AssertJson("""{"name":"org/network/prod"}""", request.Inputs);
    }

    [Fact]
    public async Task Args_name_another_stack_than_the_resource()
    {
        var mocks = Mocks();
        await Trial.UpdateAsync(mocks, () => _ = new StackReference("network", new StackReferenceArgs { Name = "org/network/prod" }));

        var request = Assert.Single(mocks.Resources);
        Assert.Equal("network", request.Name);
        Assert.Equal("org/network/prod", request.Id);
    }

    [Fact]
    public async Task Output_is_secret_only_if_it_is_secret_in_the_other_stack()
    {
        var reference = await ReferenceAsync();

        Assert.Equal(("10.0.0.0/16", true, false), await Trial.LookAsync(reference.GetOutput("cidr")));
        Assert.Equal(("hidden", true, true), await Trial.LookAsync(reference.GetOutput("token")));
        Assert.Null(await OutputUtilities.GetValueAsync(reference.GetOutput("absent")));
    }

    [Fact]
    public async Task Details_separate_plain_from_secret_values()
    {
        var reference = await ReferenceAsync();

        var plain = await reference.GetOutputDetailsAsync("cidr");
        var secret = await reference.GetOutputDetailsAsync("token");

        Assert.Equal(("10.0.0.0/16", null), (plain.Value, plain.SecretValue));
        Assert.Equal((null, "hidden"), (secret.Value, secret.SecretValue));
    }

    [Fact]
    public async Task Plain_value_of_a_secret_is_refused()
    {
        var reference = await ReferenceAsync();

        Assert.Equal("10.0.0.0/16", await reference.GetValueAsync("cidr"));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => reference.GetValueAsync("token"));
        Assert.Equal(
            "Cannot call 'GetOutputValueAsync' if the referenced stack has secret outputs. Use 'GetOutput' instead.", error.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => reference.RequireValueAsync("token"));
    }

    [Fact]
    public async Task Required_output_that_is_missing_fails_the_program()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Trial.UpdateAsync(Mocks(), () =>
            new StackReference("org/network/prod").RequireOutput("absent")));

        Assert.Contains("Required output 'absent' does not exist on stack 'org/network/prod'.", error.Message, StringComparison.Ordinal);
    }

    private static async Task<StackReference> ReferenceAsync()
    {
        var resources = await Trial.UpdateAsync(Mocks(), () => _ = new StackReference("org/network/prod"));
        return Assert.IsType<StackReference>(Assert.Single(resources));
    }

    private static RecordingMocks Mocks() => new()
    {
        Answer = args => (args.Name, new Dictionary<string, object>
        {
            ["name"] = args.Inputs["name"],
            ["outputs"] = new Dictionary<string, object> { ["cidr"] = "10.0.0.0/16", ["token"] = Output.CreateSecret("hidden") },
            ["secretOutputNames"] = ImmutableArray.Create<object>("token"),
        }),
    };
}
