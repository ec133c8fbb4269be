using System.Text;

namespace K8tre.Components.GitOps.Registration;

/// <summary>Regular expressions that find text in the base64 form of a Secret's data.</summary>
/// <remarks>
/// An admission policy sees the data in base64, and CEL in Kubernetes cannot decode it. Three bytes are four characters. So a text has
/// three forms, one for each place of its first byte in such a group. A character class for each character describes a form exactly,
/// because the case of a letter is a bit of one character alone. https://kubernetes.io/docs/reference/using-api/cel/
/// </remarks>
internal static class Base64Pattern
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static readonly byte[] All = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    /// <summary>Expression that matches data with a byte outside of ASCII.</summary>
    public static string NonAscii { get; } = Containing([[.. All.Where(value => value > 127)]], skip: 0);

    /// <summary>Returns an expression that matches data with a text, in upper or lower case.</summary>
    /// <param name="text">ASCII text.</param>
    /// <param name="skip">Number of bytes at the start that are not searched.</param>
    public static string Containing(string text, int skip = 0) => Containing([.. text.Select(Cases)], skip);

    /// <summary>Returns an expression that matches data that starts with a text.</summary>
    /// <param name="text">ASCII text, in this case.</param>
    public static string StartingWith(string text) => $"^{Classes(Filled([.. text.Select(Exactly)]))}";

    /// <summary>Returns an expression that matches data that ends with a text.</summary>
    /// <param name="text">ASCII text, in this case.</param>
    public static string EndingWith(string text) => string.Join('|', Enumerable.Range(0, 3).Select(rest =>
    {
        // The last group has 1 or 2 bytes, or all 3. Missing bits are 0, and missing characters are padding.
        var missing = (3 - rest) % 3;
        byte[][] bytes = [.. Before(text.Length + missing), .. text.Select(Exactly), .. Enumerable.Repeat(new byte[] { 0 }, missing)];
        var groups = Enumerable.Range(0, bytes.Length / 3).Select(group => Group(bytes.AsSpan(3 * group, 3))).ToArray();
        groups[^1] = [.. groups[^1][..(4 - missing)], .. Enumerable.Repeat("=", missing)];
        return $"^(?:.{{4}})*{string.Concat(groups.SelectMany(classes => classes))}$";
    }));

    private static string Containing(byte[][] text, int skip)
    {
        var forms = Enumerable.Range(0, 3).Select(before =>
        {
            byte[][] bytes = [.. Enumerable.Repeat(All, before), .. text];
            // Groups that begin before the end of the skipped bytes hold this form only behind them.
            var groups = Math.Max(0, (skip - before + 2) / 3);
            return $"^.{{{4 * groups}}}(?:.{{4}})*{Classes(Filled(bytes))}";
        });
        return string.Join('|', forms);
    }

    private static byte[][] Before(int length) => [.. Enumerable.Repeat(All, (3 - (length % 3)) % 3)];

    private static byte[][] Filled(byte[][] bytes) => [.. bytes, .. Enumerable.Repeat(All, (3 - (bytes.Length % 3)) % 3)];

    private static string Classes(byte[][] bytes)
    {
        var classes = new StringBuilder();
        for (var start = 0; start < bytes.Length; start += 3)
            classes.AppendJoin("", Group(bytes.AsSpan(start, 3)));
        // What follows the text is free, and may be padding.
        return classes.ToString().TrimEnd('.');
    }

    private static string[] Group(ReadOnlySpan<byte[]> bytes)
    {
        var (first, second, third) = (bytes[0], bytes[1], bytes[2]);
        return
        [
            Class(first.Select(value => value >> 2)),
            Class(first.SelectMany(one => second.Select(two => ((one & 3) << 4) | (two >> 4)))),
            Class(second.SelectMany(one => third.Select(two => ((one & 15) << 2) | (two >> 6)))),
            Class(third.Select(value => value & 63)),
        ];
    }

    private static string Class(IEnumerable<int> values)
    {
        int[] sorted = [.. values.Distinct().Order()];
        return sorted.Length switch
        {
            64 => ".",
            1 => Alphabet[sorted[0]] == '+' ? "[+]" : $"{Alphabet[sorted[0]]}",
            _ => $"[{string.Concat(Runs(sorted))}]",
        };
    }

    // Short expressions cost less: the API server multiplies their length by that of the text.
    private static IEnumerable<string> Runs(int[] sorted)
    {
        for (var start = 0; start < sorted.Length;)
        {
            var end = start;
            while (end + 1 < sorted.Length && Alphabet[sorted[end + 1]] == Alphabet[sorted[end]] + 1)
                end++;
            var (first, last) = (Alphabet[sorted[start]], Alphabet[sorted[end]]);
            yield return (end - start) switch { 0 => $"{first}", 1 => $"{first}{last}", _ => $"{first}-{last}" };
            start = end + 1;
        }
    }

    private static byte[] Exactly(char character) => [(byte)character];

    private static byte[] Cases(char character) =>
        [.. new[] { char.ToLowerInvariant(character), char.ToUpperInvariant(character) }.Distinct().Select(one => (byte)one)];
}
