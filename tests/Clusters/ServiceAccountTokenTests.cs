using K8tre.Components.Clusters;
using Moq;

namespace K8tre.Tests.Clusters;

public sealed class ServiceAccountTokenTests
{
    [Fact]
    public async Task A_token_Secret_that_the_cluster_has_not_filled_is_reported_in_one_sentence()
    {
        var mocks = new Mock<IMocks>(MockBehavior.Strict);
        mocks.Setup(mock => mock.NewResourceAsync(It.IsAny<MockResourceArgs>()))
            .ReturnsAsync((MockResourceArgs args) => ($"{args.Name}-id", (object)args.Inputs));
        mocks.Setup(mock => mock.RegisterResourceOutputs(It.IsAny<MockRegisterResourceOutputsRequest>())).Returns(Task.CompletedTask);

        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(
            mocks.Object,
            new TestOptions { IsPreview = false },
            () => new Dictionary<string, object?>
            {
                ["token"] = new ServiceAccountToken(
                    "registrar", new() { Account = "registrar", Namespace = "argocd", Generation = "1" }).Token,
            }));

        Assert.Equal(
            "the token Secret of the ServiceAccount registrar has no token or no ca.crt: the cluster has not filled it; "
            + "check the cluster's controller manager, and run `pulumi up` again",
            error.Message);
    }
}
