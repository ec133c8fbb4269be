extern alias command;

using Spelling = command::K8tre.Stacks.Settings.Reading.Spelling;

namespace K8tre.Tests.Stacks;

/// <summary>The spelling suggestions. The program and the command compile the same source.</summary>
public sealed class SpellingTests
{
    private static readonly string[] Known = ["plan", "test", "version", "completion"];

    [Theory]
    [InlineData("pln", "plan")]
    [InlineData("paln", "plan")]
    [InlineData("PLAN", "plan")]
    [InlineData("comp", "completion")]
    [InlineData("destroy", null)]
    public void The_nearest_word_is_found_in_spite_of_a_typing_error(string word, string? expected)
        => Assert.Equal(expected, Spelling.Nearest(word, Known));

    [Fact]
    public void A_suggestion_is_a_question_or_a_fix_and_empty_without_a_near_word()
    {
        Assert.Equal((" (did you mean 'plan'?)", "; write plan"), (Spelling.Hint("pln", Known), Spelling.Fix("pln", Known)));
        Assert.Equal(("", ""), (Spelling.Hint("destroy", Known), Spelling.Fix("destroy", Known)));
    }
}
