using System.Text;
using CsCheck;

namespace K8tre.Tests.Fuzzing.StackFiles;

/// <summary>Stack files with changed bytes.</summary>
internal static class StackFileCase
{
    // Parts of YAML that have a meaning, and values that have a type without quotes.
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "\n", "\r", "\t", " ", "  ", ": ", ":", "- ", "-", "? ", "&a ", "*a", "*a ", "&a [*a]", "<<: *a\n", "<<: [*a, *a]\n", "{",
            "}", "[", "]", ",",
            "\"", "'", "\"\\u0000\"", "\"\\ud800\"", "\"\\x1b[31m\"", "|\n", ">\n", "|2-\n", "#", " #", "%YAML 1.1\n---\n",
            "%TAG ! x:\n", "---\n", "...\n",
            "!!int ", "!!str ", "!!binary ", "!!float ", "!!timestamp ", "! ", "!a ", "!<x> ", "1234e567", "-.inf", ".nan", "0x", "0x1F",
            "0b11", "017", "1_0",
            "2027-01-31", "2027-01-31T00:00:00Z", "2027-01-31 00:00:00", "no", "~", "secure: ", "secure: 1", "config:\n",
            "18446744073709551616", "1e21", "\u0085",
            "\u2028", "\ufeff", "\u007f", "\u001b", "\0", "é", "😀",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff, 0xfe], [0xc0], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80],
    ];

    private delegate byte[] Edit(byte[] file);

    private static readonly Gen<Edit> Edits = Gen.Frequency(
        (5, Gen.Select(Gen.Double[0, 1], Gen.OneOf(Words), (at, word) => Insert(at, word))),
        (2, Gen.Select(Gen.Double[0, 1], Gen.Int[1, 20], (at, count) => Remove(at, count))),
        (2, Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[1, 200], (from, to, count) => Copy(from, to, count))),
        (1, Gen.Select(Gen.Double[0, 1], Gen.Byte, (at, value) => Replace(at, value))));

    /// <summary>Cases that start from one of the files.</summary>
    public static Gen<byte[]> From(params string[] files) => Gen.Select(
        Gen.OneOf(files), Edits.Array[1, 6], (file, edits) => edits.Aggregate(Encoding.UTF8.GetBytes(file), (bytes, edit) => edit(bytes)));

    private static Edit Insert(double at, byte[] word) => file => [.. file[..Index(file, at)], .. word, .. file[Index(file, at)..]];

    private static Edit Remove(double at, int count) => file => [.. file[..Index(file, at)], .. file.Skip(Index(file, at) + count)];

    private static Edit Copy(double from, double to, int count) => file => Insert(to, [.. file.Skip(Index(file, from)).Take(count)])(file);

    private static Edit Replace(double at, byte value) => file => [.. file[..Index(file, at)], value, .. file.Skip(Index(file, at) + 1)];

    private static int Index(byte[] file, double at) => (int)(at * file.Length);
}
