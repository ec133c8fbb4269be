using System.Formats.Tar;
using System.IO.Compression;

namespace K8tre.Stacks.Settings.Supply;

/// <summary>Archive of a Helm chart, as <c>helm pull</c> writes it. Format: https://helm.sh/docs/topics/charts/</summary>
internal static class ChartArchive
{
    /// <summary>Returns the name and the version of the chart, like <c>cilium 1.19.7</c>.</summary>
    /// <returns>Null: the file is not an archive of a chart.</returns>
    public static string? Identity(string path)
    {
        using var file = File.OpenRead(path);
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var archive = new TarReader(unzipped);
        try
        {
            while (archive.GetNextEntry() is { } entry)
            {
                // The charts that it contains are in deeper folders.
                if (entry is { DataStream: { } content } && entry.Name.Split('/') is [_, "Chart.yaml"])
                    return Identity(new StreamReader(content));
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            // A file that is not an archive has no name.
        }
        return null;
    }

    private static string? Identity(StreamReader chart)
    {
        string? name = null;
        string? version = null;
        while (chart.ReadLine() is { } line)
        {
            name ??= Value(line, "name:");
            version ??= Value(line, "version:");
        }
        return name is null || version is null ? null : $"{name} {version}";
    }

    private static string? Value(string line, string key) =>
        line.StartsWith(key, StringComparison.Ordinal) ? line[key.Length..].Trim().Trim('"', '\'') : null;
}
