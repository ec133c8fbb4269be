namespace K8tre.Tests.Offline.Inputs;

public sealed class UnionTests
{
    private readonly Union<string, int> _text = "x";
    private readonly Union<string, int> _number = 3;

    [Fact]
    public void Union_knows_which_type_it_holds()
    {
        Assert.True(_text is { IsT0: true, IsT1: false, AsT0: "x", Value: "x" });
        Assert.True(_number is { IsT0: false, IsT1: true, AsT1: 3, Value: 3 });
        Assert.Throws<InvalidOperationException>(() => _text.AsT1);
    }

    [Fact]
    public void Match_and_Switch_call_the_function_of_the_type()
    {
        Assert.Equal("number 3", _number.Match(text => $"text {text}", number => $"number {number}"));

        var seen = "";
        _text.Switch(text => seen = text, _ => seen = "number");
        Assert.Equal("x", seen);
    }

    [Fact]
    public void Maps_change_only_their_own_type()
    {
        Assert.Equal(1, _text.MapT0(text => text.Length).AsT0);
        Assert.Equal(3, _number.MapT0(text => text.Length).AsT1);
        Assert.Equal(4, _number.MapT1(number => number + 1).AsT1);
        Assert.Equal("3", _number.Bimap(text => text.Length, number => $"{number}").AsT1);
    }

    [Fact]
    public void TryPick_gives_the_value_or_the_remainder()
    {
        Assert.True(_text.TryPickT0(out var text, out _));
        Assert.Equal("x", text);
        Assert.False(_text.TryPickT1(out _, out var remainder));
        Assert.Equal("x", remainder);
    }

    [Fact]
    public void Unions_are_equal_when_type_and_value_are()
    {
        Assert.True(_text == "x");
        Assert.True(_text != _number);
        Assert.NotEqual(Union<int, int>.FromT0(1), Union<int, int>.FromT1(1));
        Assert.Equal(_number.GetHashCode(), ((Union<string, int>)3).GetHashCode());
    }
}
