using K8tre.Automation.Planning;
using K8tre.PlanModel;
using K8tre.Tests.Automation;

namespace K8tre.Tests.Stacks;

/// <summary>Tests of a program that adds add-ons to the platform (tests/Programs/AddOn).</summary>
public sealed class AddOnTests : IAsyncLifetime
{
    private Plan _plan = null!;

    private PlanResource this[string type, string name] =>
        Assert.Single(_plan.Resources, resource => resource.Type == type && resource.Name == name);

    private PlanResource Early => this["kubernetes:core/v1:ConfigMap", "k8tre-dev-early-text"];

    private PlanResource Late => this["kubernetes:core/v1:ConfigMap", "k8tre-dev-late-text"];

    public async Task InitializeAsync() => _plan = await PlanRun.ExecuteAsync(
        new() { ProjectDirectory = Repository.Root, Stack = "dev", Program = Built.AddOn }, CancellationToken.None);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void An_early_add_on_is_installed_after_the_network_and_before_argo_cd()
    {
        Assert.True(_plan.ComesAfter(Early, this["kubernetes:helm.sh/v3:Release", "k8tre-dev-network-cilium"]));
        Assert.True(_plan.ComesAfter(this["kubernetes:helm.sh/v3:Release", "k8tre-dev-argocd"], Early));
    }

    [Fact]
    public void A_late_add_on_is_installed_after_the_registration_and_nothing_waits_for_it()
    {
        Assert.True(_plan.ComesAfter(Late, this["kubernetes:core/v1:Secret", "k8tre-dev-registration"]));
        Assert.DoesNotContain(_plan.Resources, resource => _plan.ComesAfter(resource, Late));
    }

    [Fact]
    public async Task A_refused_destroy_of_a_management_cluster_stops_before_any_add_on()
    {
        var plan = await StackFile.PlanAsync(ManagementPlans.Hub("dev"), program: Built.AddOn);

        var list = Assert.Single(plan.Resources, resource => resource.Name == "hub-dependants" && resource.Custom);
        Assert.All(
            plan.Resources.Where(resource => resource.Name is "hub-dev-early-text" or "hub-dev-late-text"),
            notice => Assert.True(plan.ComesAfter(list, notice)));
    }

    [Theory]
    [InlineData("NoticeAddOn.cs", "internal sealed class")]
    [InlineData("Program.cs", "return await")]
    public void The_guide_shows_the_program_exactly(string file, string start)
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests/Programs/AddOn", file));

        Assert.Contains(
            source[source.IndexOf(start, StringComparison.Ordinal)..],
            File.ReadAllText(Path.Combine(Repository.Root, "docs/guides/add-ons.md")),
            StringComparison.Ordinal);
    }
}
