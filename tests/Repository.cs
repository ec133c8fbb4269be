using System.Runtime.CompilerServices;

namespace K8tre.Tests;

/// <summary>The checkout that the tests run in.</summary>
internal static class Repository
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = Find();

    /// <summary>Whether texts that tests compare with are written anew instead: <c>K8TRE_APPROVE=1</c>.</summary>
    public static bool IsApproving => Environment.GetEnvironmentVariable("K8TRE_APPROVE") == "1";

    /// <summary>Compares a text with the committed file, or writes it when approving.</summary>
    public static void Approve(string file, string text)
    {
        var path = Path.Combine(Root, file);
        if (IsApproving)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        Assert.True(File.Exists(path), $"{file} is missing; run the tests with K8TRE_APPROVE=1 to write it, and review it");
        Assert.Equal(File.ReadAllText(path), text);
    }

    private static string Find([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, ".."));
}
