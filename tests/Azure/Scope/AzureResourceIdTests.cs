using K8tre.Components.Azure.Scope;

namespace K8tre.Tests.Azure.Scope;

public sealed class AzureResourceIdTests
{
    [Theory]
    [InlineData("/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet")]
    [InlineData("/subscriptions/sub/resourcegroups/rg/providers/microsoft.network/virtualnetworks/vnet")]
    public void It_has_the_parts_of_a_resource_id(string id) => Assert.Equal(new("sub", "rg", "vnet"), AzureResourceId.Parse(id));

    [Theory]
    [InlineData("vnet")]
    [InlineData("/subscriptions/sub/resourceGroups/rg")]
    [InlineData("/subscriptions//resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet")]
    [InlineData("/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/one")]
    public void Text_that_is_not_a_resource_id_is_refused_with_an_example(string id) =>
        Assert.Contains(
            "/subscriptions/<id>/resourceGroups/<name>/",
            Assert.Throws<FormatException>(() => AzureResourceId.Parse(id)).Message,
            StringComparison.Ordinal);
}
