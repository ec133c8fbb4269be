using System.Security.Cryptography;

namespace K8tre.Stacks.Settings.Reading;

/// <summary>Files that the settings name, with paths relative to <c>Pulumi.yaml</c>.</summary>
internal static class ProjectFiles
{
    private const long LargestFile = 2L << 30;

    /// <summary>Returns the absolute path of a file. The program itself runs in a folder below that of <c>Pulumi.yaml</c>.</summary>
    public static string Locate(string path) => Path.GetFullPath(path, Root());

    /// <summary>Returns the problem of a file that does not exist or has another digest than expected. Null: there is none.</summary>
    /// <param name="at">Path of the setting that names the file.</param>
    /// <param name="path">Path of the file, as the operator wrote it.</param>
    /// <param name="sha256">Expected digest. Null: any.</param>
    /// <param name="what">Description of the expected file, as in <c>fetch {what} again</c>.</param>
    public static SettingProblem? Problem(string at, string path, string? sha256, string what)
    {
        if (path.Contains('\0', StringComparison.Ordinal) || !File.Exists(Locate(path)))
            return new(at, $"is {path}, which does not exist; put {what} beside Pulumi.yaml, or correct the path");
        // A device and a pipe have no length, and no end.
        if (new FileInfo(Locate(path)).Length is 0 or > LargestFile)
            return new(at, $"is {path}, which is empty, larger than 2 GiB or no regular file; put {what} there, or correct the path");
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
