namespace K8tre.Automation.Projects;

/// <summary>Finds what somebody probably meant to type.</summary>
internal static class Spelling
{
    /// <summary>The candidate nearest to a word; null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
        => candidates
            .Select(candidate => (candidate, distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(match => match.distance <= Math.Max(1, match.candidate.Length / 3)
                || match.candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .OrderBy(match => match.distance)
            .Select(match => match.candidate)
            .FirstOrDefault();

    /// <summary>A question to append to the word in an error: <c> (did you mean 'x'?)</c>, or nothing.</summary>
    public static string Hint(string word, IEnumerable<string> candidates)
        => Nearest(word, candidates) is { } nearest ? $" (did you mean '{nearest}'?)" : "";

    // Edits that turn one word into the other, two swapped neighbours counting as one.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
