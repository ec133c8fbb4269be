using K8tre.Components.Addresses;

namespace K8tre.Tests.Addresses;

public sealed class IPv6RangeTests
{
    [Fact]
    public void The_text_of_a_range_is_the_text_that_was_parsed() => Assert.Equal("fd42::/112", IPv6Range.Parse("fd42::/112").ToString());

    [Theory]
    [InlineData("fd42::1/112")]
    [InlineData("10.42.0.0/16")]
    [InlineData("fd42::")]
    [InlineData("")]
    public void Another_form_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => IPv6Range.Parse(text));
        Assert.False(IPv6Range.TryParse(text, null, out _));
    }
}
