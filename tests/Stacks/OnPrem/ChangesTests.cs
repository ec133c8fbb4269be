using K8tre.Automation.Engine.Updates;
using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.OnPrem;

/// <summary>Changes since an earlier plan. <see cref="PreviewTests"/> tests those of each setting.</summary>
public sealed class ChangesTests
{
    [Theory, InlineData("dev"), InlineData("onprem")]
    public async Task The_same_settings_change_nothing(string stack)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, $"Pulumi.{stack}.yaml"));
        var before = await StackFile.PlanAsync(text);

        var after = await ChangesAsync(before, text);

        Assert.Empty(after.Resources.Concat(after.Undetermined));
        Assert.Equal(0, after.MaskedInputs);
        Assert.Equal(before.Resources.Count(resource => !resource.Name.StartsWith("default_", StringComparison.Ordinal)), after.Unchanged);
    }

    [Fact]
    public async Task A_removed_agent_is_deleted_in_the_reverse_order_of_its_creation()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.onprem.yaml"));
        var start = text.IndexOf("            - name: agent-2\n", StringComparison.Ordinal);
        var end = text.IndexOf("          registries:\n", StringComparison.Ordinal);
        var before = await StackFile.PlanAsync(text);

        var after = await ChangesAsync(before, text.Remove(start, end - start));

        var deleted = after.Resources.Where(change => change.Action == ChangeAction.Delete).ToList();
        Assert.NotEmpty(deleted);
        Assert.All(deleted, change => Assert.Contains("agent-2", change.Name, StringComparison.Ordinal));
        var order = before.Resources.Select(resource => resource.Urn).ToList();
        Assert.Equal(deleted.Select(change => change.Urn), deleted.Select(change => change.Urn).OrderByDescending(order.IndexOf));
    }

    private static async Task<PlanChanges> ChangesAsync(Plan before, string text)
        => (await StackFile.PlanAsync(text, with: request => request with { Since = RecordedState.From(before) })).Changes!;
}
