namespace K8tre.Tests.Fuzzing;

/// <summary>Cases that a fuzzer or a person has found. They stay.</summary>
internal static class Corpus
{
    /// <summary>Paths of the cases of a kind.</summary>
    public static IReadOnlyList<string> Files(string kind) =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "tests/Fuzzing/Corpus", kind)).Order(StringComparer.Ordinal)];
}
