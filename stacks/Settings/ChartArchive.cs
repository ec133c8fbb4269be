using System.Formats.Tar;
using System.IO.Compression;

namespace K8tre.Stacks.Settings;

/// <summary>The archive of a Helm chart, as <c>helm pull</c> writes it. Format: https://helm.sh/docs/topics/charts/</summary>
internal static class ChartArchive
{
    /// <summary>What the archive says it is, like <c>cilium 1.19.7</c>.</summary>
    /// <returns>Null: it is no archive of a chart.</returns>
    public static string? Identity(string path)
    {
        using var file = File.OpenRead(path);
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var archive = new TarReader(unzipped);
        try
        {
            while (archive.GetNextEntry() is { } entry)
            {
                // Charts that it brings along lie deeper.
                if (entry is { DataStream: { } content } && entry.Name.Split('/') is [_, "Chart.yaml"])
                    return Identity(new StreamReader(content));
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            // What is no archive has no name.
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
