using K8tre.Automation.Hosts;

namespace K8tre.Tests.Automation.Hosts;

public sealed class BoundedTextTests
{
    [Fact]
    public async Task An_answer_without_end_is_not_read_any_further()
    {
        var (text, stopped) = (new BoundedText(100_000), false);
        text.OnFull = () => stopped = true;

        await using var endless = File.OpenRead("/dev/zero");
        await text.ReadAsync(endless, CancellationToken.None);

        Assert.True(stopped && text.IsFull);
        Assert.True(text.ToString().Length <= 100_000);
    }

    [Fact]
    public async Task A_short_answer_is_read_to_its_end()
    {
        var text = new BoundedText(100);

        await text.ReadAsync(new MemoryStream("unit=k3s\n"u8.ToArray()), CancellationToken.None);

        Assert.Equal("unit=k3s\n", text.ToString());
        Assert.False(text.IsFull);
    }
}
