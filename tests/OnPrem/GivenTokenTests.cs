using K8tre.Components.OnPrem;
using K8tre.Tests.Offline.Packages;

namespace K8tre.Tests.OnPrem;

/// <summary>Tests of the password that an operator sets: one that K3s would misread is refused, and the error does not show it.</summary>
public sealed class GivenTokenTests
{
    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" canary", "begins or ends with a space")]
    [InlineData("canary\n", "begins or ends with a space")]
    [InlineData("can\tary", "has several lines")]
    [InlineData("canary\nsecond", "has several lines")]
    [InlineData("K10aa::server:canary", "begins with K10")]
    [InlineData("canary.0123456789abcdef", "has the form of a bootstrap token")]
    public async Task A_password_that_k3s_would_misread_is_refused(string given, string reason)
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

    [Theory]
    [InlineData("a::b:c")]
    [InlineData("quo\"te's \\ $(canary) `canary`")]
    [InlineData("placeholder for the encrypted k8tre:k3sToken")]
    public async Task Any_other_password_is_used_as_it_is(string given) => Assert.Equal(given, await ServersAsync(given));

    private static async Task<string> ServersAsync(string given)
    {
        ClusterToken? token = null;
        await ResourceGraph.OfAsync(options =>
            token = new ClusterToken("token", new() { ServerToken = Output.CreateSecret(given) }, options));
        return await OutputUtilities.GetValueAsync(token!.Servers);
    }
}
