using K8tre.Components.Azure.Scope;

namespace K8tre.Tests.Azure.Scope;

public sealed class AzureScopeTests
{
    private const string Subscription = "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e";

    [Theory, InlineData("k8tre-dev"), InlineData("x"), InlineData("a-platform-whose-name-is-very-long-indeed-dev")]
    public void A_unique_name_is_valid_for_key_vaults_and_storage_accounts(string name) =>
        Assert.Matches("^[a-z][a-z0-9]{2,23}$", AzureScope.UniqueName("st", Subscription, name));

    [Fact]
    public void A_unique_name_is_stable_and_differs_by_subscription_and_by_the_whole_name()
    {
        var name = AzureScope.UniqueName("kv", Subscription, "a-long-platform-name-dev");

        Assert.Equal(name, AzureScope.UniqueName("kv", Subscription, "a-long-platform-name-dev"));
        Assert.NotEqual(name, AzureScope.UniqueName("kv", Subscription, "a-long-platform-name-stg"));
        Assert.NotEqual(name, AzureScope.UniqueName("kv", "bbbb1b1b-cc2c-dd3d-ee4e-ffffff5f5f5f", "a-long-platform-name-dev"));
    }
}
