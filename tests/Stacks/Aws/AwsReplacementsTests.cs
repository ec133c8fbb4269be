using K8tre.Components.Clusters;
using K8tre.Stacks.Aws;

namespace K8tre.Tests.Stacks.Aws;

public sealed class AwsReplacementsTests
{
    [Fact]
    public async Task External_dns_looks_at_nothing_instead_of_routes()
    {
        var replacement = Assert.Single(AwsReplacements.For(TreEnvironment.Stg));

        Assert.Equal(
            (TreEnvironment.Stg, "gateway-httproute", "empty"),
            (replacement.Environment, replacement.Value, await OutputUtilities.GetValueAsync(replacement.Replacement)));
    }
}
