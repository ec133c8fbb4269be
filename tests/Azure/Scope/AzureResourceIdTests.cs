using K8tre.Components.Azure.Scope;

namespace K8tre.Tests.Azure.Scope;

public sealed class AzureResourceIdTests
{
    [Theory]
    [InlineData("/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet")]
    [InlineData("/subscriptions/sub/resourcegroups/rg/providers/microsoft.network/virtualnetworks/vnet")]
    public void It_says_where_a_resource_is(string id) => Assert.Equal(new("sub", "rg", "vnet"), AzureResourceId.Parse(id));

    [Theory]
    [InlineData("vnet")]
    [InlineData("/subscriptions/sub/resourceGroups/rg")]
    [InlineData("/subscriptions//resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet")]
    [InlineData("/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/one")]
    public void What_is_no_id_of_a_resource_is_refused_with_the_form_of_one(string id) =>
        Assert.Contains(
            "/subscriptions/<id>/resourceGroups/<name>/",
            Assert.Throws<FormatException>(() => AzureResourceId.Parse(id)).Message,
            StringComparison.Ordinal);
}
