using System.Text.RegularExpressions;

namespace K8tre.Stacks.Settings.Reading;

/// <summary>Texts of others in messages: bounded, without secrets, and without characters that a terminal interprets.</summary>
/// <remarks>The command <c>k8tre</c> (automation/) compiles this file too: use the base class library only.</remarks>
internal static partial class EchoedText
{
    private const int LongestValue = 200;

    /// <summary>Returns a value for a message.</summary>
    public static string Value(string text) => Short(Printable(SecretText.Mask(text)), LongestValue);

    /// <summary>Returns a text with its control characters as escapes, such as <c>\u001b</c>.</summary>
    public static string Printable(string text) => Unprintable().Replace(text, Escaped);

    /// <summary>Returns a text of several lines with its control characters as escapes. Line breaks stay.</summary>
    public static string PrintableLines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Printable));

    /// <summary>Returns a text, shortened in the middle.</summary>
    public static string Short(string text, int longest) =>
        text.Length <= longest ? text : $"{text[..(longest / 2)]} ... {text[^(longest / 2)..]}";

    private static string Escaped(Match match) => string.Concat(match.Value.Select(unit => $"\\u{(int)unit:x4}"));

    // Control characters, marks of direction and other invisible ones, line and paragraph separators, halves of characters.
    [GeneratedRegex(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]")]
    private static partial Regex Unprintable();
}
