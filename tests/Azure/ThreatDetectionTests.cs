using K8tre.Components.Azure;
using Pulumi.AzureNative.Security;

namespace K8tre.Tests.Azure;

public sealed class ThreatDetectionTests
{
    private static string Subscription => AzureComponents.Site.SubscriptionId;

    [Fact]
    public async Task Every_plan_is_the_paid_one_of_the_whole_subscription()
    {
        var graph = await ResourceGraph.OfAsync(options => new ThreatDetection("defender", Subscription, options));

        var plans = graph.Requests.Values.Where(request => request.Type == "azure-native:security:Pricing").Select(request => request.Inputs).ToArray();
        Assert.Equal(["Arm", "Containers", "KeyVaults", "StorageAccounts"], plans.Select(plan => (string)plan["pricingName"]).Order());
        Assert.All(plans, plan => Assert.Equal(("Standard", $"subscriptions/{Subscription}"), ((string)plan["pricingTier"], (string)plan["scopeId"])));
        Assert.Equal(graph.All<Pricing>().Count(), plans.Length);
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Nothing_reads_what_researchers_store()
    {
        var graph = await ResourceGraph.OfAsync(options => new ThreatDetection("defender", Subscription, options));

        Assert.All(Json.Of(graph.Requests["defender-StorageAccounts"].Inputs["extensions"])!.AsArray(), extension => Assert.Equal("False", (string?)extension!["isEnabled"]));
        Assert.NotEmpty(Json.Of(graph.Requests["defender-StorageAccounts"].Inputs["extensions"])!.AsArray());
    }

    [Fact]
    public async Task Plans_stay_on_since_Azure_deletes_none()
    {
        var options = await AzureComponents.OptionsOfAsync(options => new ThreatDetection("defender", Subscription, options));

        Assert.All(options.Values, plan => Assert.True(plan.RetainOnDelete));
    }
}
