using System.Security.Cryptography;
using System.Text;

namespace K8tre.Tests;

/// <summary>Share of long lists of cases that a run checks: all by default, or one in some, chosen by a seed.</summary>
/// <remarks><c>K8TRE_SAMPLE=3:SEED</c> chooses about one case in three. CI takes the commit as seed.</remarks>
internal static class Sample
{
    private const string Variable = "K8TRE_SAMPLE";

    private static readonly (uint Share, string Seed) Chosen = Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Returns true if the run checks a case.</summary>
    /// <param name="name">Name of the case.</param>
    public static bool Has(string name) => Has(name, Chosen.Share, Chosen.Seed);

    /// <summary>Returns true if a sample of one case in <paramref name="share"/> has a case.</summary>
    public static bool Has(string name, uint share, string seed) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {name}"))) % share == 0;

    private static (uint Share, string Seed) Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return (1, "");
        return text.Split(':', 2) is [var share, var seed] && uint.TryParse(share, out var number) && number > 0
            ? (number, seed)
            : throw new InvalidOperationException($"{Variable} is {text}; write a number and a seed, like 3:main");
    }
}
