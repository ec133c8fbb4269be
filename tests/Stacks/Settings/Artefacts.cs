using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using K8tre.Components;

namespace K8tre.Tests.Stacks.Settings;

/// <summary>Files that stand in for downloads, with no more in them than says what they are.</summary>
internal static class Artefacts
{
    /// <summary>The archive of a chart, as <c>helm pull</c> writes it: with a chart that it brings along.</summary>
    public static TemporaryFile Chart(string name, string version)
    {
        using var content = new MemoryStream();
        using (var zipped = new GZipStream(content, CompressionMode.Compress, leaveOpen: true))
        using (var archive = new TarWriter(zipped))
        {
            Add(archive, $"{name}/charts/other/Chart.yaml", "name: other\nversion: 9.9.9\n");
            Add(archive, $"{name}/Chart.yaml", $"apiVersion: v2\nappVersion: 0.0.1\nname: {name}\nversion: \"{version}\"\n");
        }
        return new(content.ToArray());
    }

    /// <summary>The Gateway API's definitions.</summary>
    public static TemporaryFile GatewayApi(string? version = null, string channel = "standard") => new(
        $"""
        metadata:
          annotations:
            gateway.networking.k8s.io/bundle-version: {version ?? Versions.GatewayApi.Version}
            gateway.networking.k8s.io/channel: {channel}

        """);

    /// <summary>The Prometheus operator's definitions.</summary>
    public static TemporaryFile Monitoring(string? version = null) => new(
        $"""
        metadata:
          annotations:
            operator.prometheus.io/version: {version ?? Versions.PrometheusOperator.Version[1..]}

        """);

    private static void Add(TarWriter archive, string path, string text) => archive.WriteEntry(
        new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
}
