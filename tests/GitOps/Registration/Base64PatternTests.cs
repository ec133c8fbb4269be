using System.Text;
using System.Text.RegularExpressions;
using K8tre.Components.GitOps.Registration;

namespace K8tre.Tests.GitOps.Registration;

/// <summary>Patterns in base64 compared with the same search in the decoded text.</summary>
public sealed class Base64PatternTests
{
    // Texts that contain, nearly contain and do not contain the word, at every place of a group.
    public static TheoryData<string> Texts =>
    [
        .. from word in new[] { "secret", "SeCrEt", "secret".Remove(5), "s ecret", "sEcret/", "se-cret" }
           from before in Enumerable.Range(0, 7)
           from after in Enumerable.Range(0, 4)
           select $"{new string('~', before)}{word}{new string('+', after)}",
    ];

    [Theory, MemberData(nameof(Texts))]
    public void A_word_is_found_wherever_it_is(string text)
    {
        Assert.Equal(text.Contains("secret", StringComparison.OrdinalIgnoreCase), IsMatch(text, Base64Pattern.Containing("secret")));
        foreach (var skip in Enumerable.Range(0, Math.Min(6, text.Length)))
        {
            Assert.Equal(
                text[skip..].Contains("secret", StringComparison.OrdinalIgnoreCase),
                IsMatch(text, Base64Pattern.Containing("secret", skip)));
        }
        Assert.Equal(text.StartsWith("~~sec", StringComparison.Ordinal), IsMatch(text, Base64Pattern.StartingWith("~~sec")));
        Assert.Equal(text.EndsWith("ret+", StringComparison.Ordinal), IsMatch(text, Base64Pattern.EndingWith("ret+")));
    }

    [Theory]
    [InlineData("plain ~\u007f", false)]
    [InlineData("é", true)]
    [InlineData("aé", true)]
    [InlineData("aaé", true)]
    [InlineData("\u212Aey", true)]
    public void Text_outside_of_ascii_is_found(string text, bool isFound) => Assert.Equal(isFound, IsMatch(text, Base64Pattern.NonAscii));

    private static bool IsMatch(string text, string pattern) =>
        Regex.IsMatch(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), pattern);
}
