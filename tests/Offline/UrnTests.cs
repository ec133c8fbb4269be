namespace K8tre.Tests.Offline;

public sealed class UrnTests
{
    [Fact]
    public async Task Urn_without_a_parent_has_project_stack_type_and_name()
    {
        Output<string>? urn = null;
        Output<string>? elsewhere = null;
        await Trial.UpdateAsync(new RecordingMocks(), () =>
        {
            urn = Urn.Create("name", "t:m:Type");
            elsewhere = Urn.Create("name", "t:m:Type", project: "p", stack: "s");
        });

        Assert.Equal("urn:pulumi:stack::project::t:m:Type::name", await OutputUtilities.GetValueAsync(urn!));
        Assert.Equal("urn:pulumi:s::p::t:m:Type::name", await OutputUtilities.GetValueAsync(elsewhere!));
    }

    [Fact]
    public async Task Urn_with_a_parent_adds_its_type_to_those_of_the_parent()
    {
        var urn = Urn.Create("child", "t:m:Child", parentUrn: "urn:pulumi:s::p::t:m:Parent::parent");

        Assert.Equal("urn:pulumi:s::p::t:m:Parent$t:m:Child::child", await OutputUtilities.GetValueAsync(urn));
    }

    [Fact]
    public void Empty_urn_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Urn(""));
        Assert.Equal(new Urn("urn:a"), new Urn("urn:a"));
        Assert.Equal("urn:a", (string)new Urn("urn:a"));
    }
}
