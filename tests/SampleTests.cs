namespace K8tre.Tests;

public sealed class SampleTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 3000).Select(number => $"setting {number}")];

    [Fact]
    public void A_share_of_one_has_every_case() => Assert.All(Names, name => Assert.True(Sample.Has(name, 1, "seed")));

    [Fact]
    public void A_sample_has_about_its_share_of_the_cases()
    {
        // The standard deviation is 26.
        Assert.InRange(Names.Count(name => Sample.Has(name, 3, "seed")), 870, 1130);
    }

    [Fact]
    public void Seeds_together_reach_every_case() =>
        Assert.All(Names, name => Assert.Contains(Enumerable.Range(0, 60), seed => Sample.Has(name, 3, $"{seed}")));
}
