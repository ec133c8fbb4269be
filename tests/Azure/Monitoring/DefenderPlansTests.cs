using System.Text.Json.Nodes;
using K8tre.Components.Azure.Monitoring;

namespace K8tre.Tests.Azure.Monitoring;

public sealed class DefenderPlansTests
{
    [Fact]
    public async Task Every_plan_has_the_standard_tier()
    {
        var plans = await PlansAsync();

        Assert.Equal(["Arm", "Containers", "KeyVaults", "StorageAccounts"], plans.Select(plan => (string)plan["name"]!));
        Assert.All(
            plans,
            plan => Assert.Equal(
                ("Microsoft.Security/pricings", "Standard"),
                ((string?)plan["type"], (string?)plan.At("properties.pricingTier"))));
    }

    [Fact]
    public async Task Features_that_read_research_data_are_disabled()
    {
        var extensions = (await PlansAsync())
            .Single(plan => (string?)plan["name"] == "StorageAccounts").At("properties.extensions")!
            .AsArray();

        Assert.NotEmpty(extensions);
        Assert.All(extensions, extension => Assert.Equal("False", (string?)extension!["isEnabled"]));
    }

    [Fact]
    public async Task Azure_changes_one_plan_at_a_time() => Assert.Equal(
        new[] { "Arm", "Containers", "KeyVaults" }
            .Select(before => $"[subscriptionResourceId('Microsoft.Security/pricings', '{before}')]")
            .Prepend(""),
        (await PlansAsync()).Select(plan => string.Join(' ', plan["dependsOn"]!.AsArray().Select(before => (string)before!))));

    [Fact]
    public async Task Existing_plans_are_changed_and_not_created()
    {
        var graph = await GraphAsync();

        Assert.Empty(graph.OfType("azure-native:security:Pricing"));
        Assert.Equal(
            "Incremental",
            (string?)graph.OfType("azure-native:resources:DeploymentAtSubscriptionScope")["defender"].At("properties.mode"));
        Assert.Empty(graph.Orphans);
    }

    private static async Task<JsonNode[]> PlansAsync()
    {
        var deployment = (await GraphAsync()).OfType("azure-native:resources:DeploymentAtSubscriptionScope")["defender"];
        return [.. deployment.At("properties.template.resources")!.AsArray().Select(plan => plan!)];
    }

    private static Task<ResourceGraph> GraphAsync() =>
        ResourceGraph.OfAsync(options => new DefenderPlans("defender", new() { Region = "uksouth" }, options));
}
