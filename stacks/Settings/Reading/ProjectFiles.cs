using System.Security.Cryptography;

namespace K8tre.Stacks.Settings.Reading;

/// <summary>Files that the settings name: an operator writes their paths as seen from <c>Pulumi.yaml</c>.</summary>
internal static class ProjectFiles
{
    /// <summary>The absolute path of a file. The program itself runs in a folder below that of <c>Pulumi.yaml</c>.</summary>
    public static string Locate(string path) => Path.GetFullPath(path, Root());

    /// <summary>What is wrong with a file: it is not there, or has another digest than the one expected, if any is.</summary>
    /// <param name="at">The setting that names it.</param>
    /// <param name="path">Its path, as the operator wrote it.</param>
    /// <param name="sha256">The digest expected. Null: any.</param>
    /// <param name="what">What the file should be, as in <c>fetch {what} again</c>.</param>
    public static SettingProblem? Problem(string at, string path, string? sha256, string what)
    {
        if (!File.Exists(Locate(path)))
            return new(at, $"is {path}, which is not there; put {what} beside Pulumi.yaml, or correct the path");
        return sha256 is not null && Sha256(path) is var actual && actual != sha256
            ? new(at, $"is {path}, whose sha256 is {actual}, not {sha256}; fetch {what} again")
            : null;
    }

    private static string Sha256(string path)
    {
        using var stream = File.OpenRead(Locate(path));
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string Root()
    {
        var start = Directory.GetCurrentDirectory();
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Pulumi.yaml")))
                return folder;
        }
        return start;
    }
}
