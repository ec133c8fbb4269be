namespace K8tre.Stacks.Settings.Reading;

/// <summary>Finds the known word that is nearest to a misspelled one.</summary>
/// <remarks>The command <c>k8tre</c> (automation/) compiles this file too: use the base class library only.</remarks>
internal static class Spelling
{
    // A longer text is no misspelled word, and the comparison takes time and memory for each pair of letters.
    private const int LongestWord = 100;

    /// <summary>Returns the nearest of the known words. Null if none is near.</summary>
    /// <remarks>A known word is near if it begins with the word, or if at most a third of the letters differ.</remarks>
    public static string? Nearest(string word, IEnumerable<string> known) => word.Length > LongestWord ? null : known
        .Select(candidate => (candidate, distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(match => match.distance <= Math.Max(1, Math.Max(word.Length, match.candidate.Length) / 3)
            || match.candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase))
        .OrderBy(match => match.distance)
        .Select(match => match.candidate)
        .FirstOrDefault();

    /// <summary>Returns a question to append to the word: <c> (did you mean 'x'?)</c>. Empty if no known word is near.</summary>
    public static string Hint(string word, IEnumerable<string> known)
        => Nearest(word, known) is { } nearest ? $" (did you mean '{nearest}'?)" : "";

    /// <summary>Returns a fix to append to an error: <c>; write x</c>. Empty if no known word is near.</summary>
    public static string Fix(string word, IEnumerable<string> known) => Nearest(word, known) is { } nearest ? $"; write {nearest}" : "";

    // The number of letters to insert, remove or replace. Two transposed letters count as one (optimal string alignment).
    private static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            rows[0, j] = j;

        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[from.Length, to.Length];
    }
}
