using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>Serves K3s releases over HTTPS as GitHub does: <c>/{version}/k3s</c>, the image bundle and the checksums. The k3s is the stand-in.</summary>
internal sealed class ArtefactServer : IAsyncDisposable
{
    /// <summary>Name of the binary.</summary>
    public const string Binary = "k3s";

    /// <summary>Name of the bundle of container images.</summary>
    public const string Images = "k3s-airgap-images-amd64.tar.zst";

    /// <summary>Name of the list of digests.</summary>
    public const string Checksums = "sha256sum-amd64.txt";

    private readonly WebApplication _web;
    private readonly ConcurrentDictionary<string, int> _downloads = [];
    private readonly ConcurrentDictionary<string, byte[]> _spoilt = [];

    private ArtefactServer(WebApplication web, string address)
    {
        _web = web;
        Location = new($"https://{address}:8443/");
    }

    /// <summary>URL below which each version has a folder.</summary>
    public Uri Location { get; }

    /// <summary>How often each file was fetched, by its path without the first slash: <c>v1.35.4+k3s1/k3s</c>.</summary>
    public IReadOnlyDictionary<string, int> Downloads => _downloads;

    /// <summary>Listens on port 8443 of an address.</summary>
    /// <param name="address">IP address of the lab's machine.</param>
    /// <param name="certificate">PEM file with the certificate and its key.</param>
    public static async Task<ArtefactServer> StartAsync(string address, string certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Parse(address), 8443, listen => listen.UseHttps(X509Certificate2.CreateFromPemFile(certificate))));
        var server = new ArtefactServer(builder.Build(), address);
        server._web.Map("/{version}/{file}", server.AnswerAsync);
        await server._web.StartAsync();
        return server;
    }

    /// <summary>URL of a release, with a slash at its end.</summary>
    public Uri Release(string version) => new(Location, $"{Uri.EscapeDataString(version)}/");

    /// <summary>The bytes of a file as it should be.</summary>
    /// <exception cref="ArgumentException">There is no such file.</exception>
    public static byte[] File(string version, string file) => file switch
    {
        Binary => Encoding.UTF8.GetBytes(StandIn().Replace("@VERSION@", version, StringComparison.Ordinal)),
        Images => Encoding.UTF8.GetBytes($"the container images of {version}\n"),
        Checksums => Encoding.UTF8.GetBytes(string.Concat(new[] { Images, Binary }.Select(name => $"{Digest(version, name)}  {name}\n"))),
        _ => throw new ArgumentException($"a release has no '{file}'", nameof(file)),
    };

    /// <summary>SHA-256 of a file as it should be, in lower-case hexadecimal digits.</summary>
    public static string Digest(string version, string file) => Convert.ToHexStringLower(SHA256.HashData(File(version, file)));

    /// <summary>Serves something else in the place of a file from now on: these bytes, or the right ones with one more.</summary>
    public void Spoil(string version, string file, byte[]? content = null) => _spoilt[$"{version}/{file}"] = content ?? [.. File(version, file), 0];

    /// <summary>Serves all files as they should be again.</summary>
    public void Mend() => _spoilt.Clear();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, string version, string file)
    {
        if (!version.StartsWith('v') || file is not (Binary or Images or Checksums))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var path = string.Create(CultureInfo.InvariantCulture, $"{version}/{file}");
        _downloads.AddOrUpdate(path, 1, (_, count) => count + 1);
        var content = _spoilt.TryGetValue(path, out var spoilt) ? spoilt : File(version, file);
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content);
    }

    private static string StandIn() => System.IO.File.ReadAllText(Path.Combine(Repository.Root, "tests/RealHosts/k3s-standin.py"));
}
