namespace K8tre.Stacks.Settings;

/// <summary>Files that the settings name: an operator writes their paths as seen from <c>Pulumi.yaml</c>.</summary>
internal static class ProjectFiles
{
    /// <summary>The absolute path of a file. The program itself runs in a folder below that of <c>Pulumi.yaml</c>.</summary>
    public static string Locate(string path) => Path.GetFullPath(path, Root());

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
