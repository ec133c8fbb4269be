using K8tre.Automation.Engine;

namespace K8tre.Tests.Automation.Engine;

public sealed class ResourceUrnTests
{
    [Theory]
    [InlineData("", "pulumi:pulumi:Stack", "proj-dev", "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev")]
    [InlineData("urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev", "a:b:C", "c", "urn:pulumi:dev::proj::a:b:C::c")]
    [InlineData("urn:pulumi:dev::proj::a:b:C::c", "d:e:F", "f", "urn:pulumi:dev::proj::a:b:C$d:e:F::f")]
    [InlineData("urn:pulumi:dev::proj::a:b:C$d:e:F::f", "g:h:I", "i", "urn:pulumi:dev::proj::a:b:C$d:e:F$g:h:I::i")]
    [InlineData("urn:pulumi:dev::proj::a:b:C::odd::name", "d:e:F", "f", "urn:pulumi:dev::proj::a:b:C$d:e:F::f")]
    public void A_URN_holds_the_types_of_the_parents_but_not_the_stack(string parent, string type, string name, string expected)
        => Assert.Equal(expected, ResourceUrn.Create("dev", "proj", parent, type, name));
}
