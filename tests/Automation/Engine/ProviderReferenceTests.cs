using K8tre.Automation.Engine;

namespace K8tre.Tests.Automation.Engine;

public sealed class ProviderReferenceTests
{
    [Fact]
    public void A_provider_reference_is_a_URN_and_an_id()
    {
        Assert.Null(ProviderReference.ToUrn(""));
        Assert.Equal(
            "urn:pulumi:dev::proj::pulumi:providers:aws::main",
            ProviderReference.ToUrn("urn:pulumi:dev::proj::pulumi:providers:aws::main::0b8e4f2c"));
    }
}
