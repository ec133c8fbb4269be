using K8tre.Components.OnPrem;
using K8tre.Tests.Offline.Packages;

namespace K8tre.Tests.OnPrem;

/// <summary>The password of the servers that an operator brings: what K3s would read as something else is refused without being shown.</summary>
public sealed class GivenTokenTests
{
    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" canary", "has a space at an end")]
    [InlineData("canary\n", "has a space at an end")]
    [InlineData("can\tary", "of several lines")]
    [InlineData("canary\nsecond", "of several lines")]
    [InlineData("K10aa::server:canary", "begins with K10")]
    [InlineData("canary.0123456789abcdef", "has the form of a bootstrap token")]
    public async Task A_password_that_is_none_to_K3s_is_refused(string given, string reason)
    {
        var messages = await FailedRun.MessagesOfAsync(() => ServersAsync(given));

        Assert.All(messages, message =>
        {
            Assert.Contains("k8tre:k3sToken ", message, StringComparison.Ordinal);
            Assert.Contains(reason, message, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
        });
        if (SdkInUse.IsOffline)
            Assert.All(messages, message => Assert.StartsWith("k8tre:k3sToken ", message, StringComparison.Ordinal));
    }

    [Theory, InlineData("a::b:c"), InlineData("quo\"te's \\ $(canary) `canary`"), InlineData("placeholder for the encrypted k8tre:k3sToken")]
    public async Task Any_other_is_taken_as_it_is(string given) => Assert.Equal(given, await ServersAsync(given));

    private static async Task<string> ServersAsync(string given)
    {
        ClusterToken? token = null;
        await ResourceGraph.OfAsync(options => token = new ClusterToken("token", 1, Output.CreateSecret(given), options));
        return await OutputUtilities.GetValueAsync(token!.Servers);
    }
}
