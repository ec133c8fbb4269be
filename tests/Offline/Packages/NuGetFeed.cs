using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace K8tre.Tests.Offline.Packages;

/// <summary>NuGet feed on loopback with empty packages.</summary>
/// <remarks>https://learn.microsoft.com/nuget/api/overview</remarks>
internal sealed class NuGetFeed : IAsyncDisposable
{
    private readonly WebApplication _server;

    private NuGetFeed(WebApplication server) => _server = server;

    /// <summary>URL of the feed's index.</summary>
    public string Index => $"{_server.Urls.Single()}/index.json";

    /// <summary>Starts a feed with some packages, in the versions of the product, or one that answers with a status instead.</summary>
    public static async Task<NuGetFeed> StartAsync(IEnumerable<string> packages, HttpStatusCode? status = null)
    {
        var versions = packages.ToDictionary(id => id.ToLowerInvariant(), VersionOf);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.Run(context => status is null || context.Request.Path == "/index.json"
            ? AnswerAsync(context, versions)
            : Task.FromResult(context.Response.StatusCode = (int)status));
        await server.StartAsync();
        return new(server);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private static Task AnswerAsync(HttpContext context, Dictionary<string, string> versions)
    {
        var flat = $"http://{context.Request.Host}/flat/";
        switch (context.Request.Path.Value!.Split('/')[1..])
        {
            case ["index.json"]:
                return context.Response.WriteAsync(
                    $$"""{"version":"3.0.0","resources":[{"@id":"{{flat}}","@type":"PackageBaseAddress/3.0.0"}]}""");
            case ["flat", var id, "index.json"] when versions.TryGetValue(id, out var version):
                return context.Response.WriteAsync($$"""{"versions":["{{version}}"]}""");
            case ["flat", var id, var version, _] when versions.ContainsKey(id):
                return context.Response.Body.WriteAsync(Package(id, version)).AsTask();
            default:
                context.Response.StatusCode = 404;
                return Task.CompletedTask;
        }
    }

    private static byte[] Package(string id, string version)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        using (var text = new StreamWriter(archive.CreateEntry($"{id}.nuspec").Open()))
        {
            text.Write($"""
                <package><metadata>
                  <id>{id}</id><version>{version}</version><authors>test</authors><description>An empty package.</description>
                </metadata></package>
                """);
        }
        return stream.ToArray();
    }

    private static string VersionOf(string id) => XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
        .Descendants("PackageVersion").Single(version => version.Attribute("Include")!.Value == id).Attribute("Version")!.Value;
}
