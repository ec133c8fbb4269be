using K8tre.Components.Azure.Scope;

namespace K8tre.Tests.Azure.Scope;

public sealed class ResourceGroupScopeTests
{
    private static readonly ResourceGroupScopeArgs Args = new()
    {
        ResourceGroupName = "rg-tre",
        Region = "uksouth",
        SubscriptionId = AzureComponents.Scope.SubscriptionId,
        TenantId = AzureComponents.Scope.TenantId,
    };

    [Fact]
    public async Task Its_scope_is_the_resource_group_that_it_creates()
    {
        var graph = await ResourceGraph.OfAsync(options => new ResourceGroupScope("group", Args, options));

        var group = graph.Requests["group"].Inputs;
        Assert.Equal(("rg-tre", "uksouth"), ((string)group["resourceGroupName"], (string)group["location"]));
        var scope = graph.Single<ResourceGroupScope>().Scope;
        Assert.EndsWith("/resourceGroups/rg-tre", await OutputUtilities.GetValueAsync(scope.GroupId), StringComparison.Ordinal);
        Assert.Equal(AzureComponents.Scope.SubscriptionId, scope.SubscriptionId);
        Assert.Empty(graph.Orphans);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task It_is_protected_and_kept_only_on_request(bool isRetained)
    {
        var options = await AzureComponents.OptionsOfAsync(
            options => new ResourceGroupScope("group", Args with { IsRetained = isRetained }, options));

        Assert.Equal((isRetained, isRetained), (options["group"].Protect, options["group"].RetainOnDelete));
    }
}
