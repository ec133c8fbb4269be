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

/// <summary>HTTPS server of K3s releases: <c>/{version}/k3s</c>, the image bundle and the checksums. The program is the stand-in.</summary>
internal sealed class ArtefactServer : IAsyncDisposable
{
    /// <summary>Name of the program.</summary>
    public const string Binary = "k3s";

    /// <summary>Name of the stand-in for a plugin of a KMS, which is in the release of every version.</summary>
    public const string Plugin = "kms-plugin";

    /// <summary>Name of the image bundle.</summary>
    public const string Images = "k3s-airgap-images-amd64.tar.zst";

    /// <summary>Name of the list of checksums.</summary>
    public const string Checksums = "sha256sum-amd64.txt";

    private readonly WebApplication _web;
    private readonly ConcurrentDictionary<string, int> _downloads = [];
    private readonly ConcurrentDictionary<string, byte[]> _spoilt = [];

    private ArtefactServer(WebApplication web, string address)
    {
        _web = web;
        Location = new($"https://{address}:8443/");
    }

    /// <summary>URL of the folder with a folder for each version.</summary>
    public Uri Location { get; }

    /// <summary>Number of downloads of each file, by its path without the first slash: <c>v1.35.4+k3s1/k3s</c>.</summary>
    public IReadOnlyDictionary<string, int> Downloads => _downloads;

    /// <summary>Starts the server on port 8443 of an address.</summary>
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

    /// <summary>Returns the URL of a release, with a final slash.</summary>
    public Uri Release(string version) => new(Location, $"{Uri.EscapeDataString(version)}/");

    /// <summary>Returns the original content of a file.</summary>
    /// <exception cref="ArgumentException">There is no such file.</exception>
    public static byte[] File(string version, string file) => file switch
    {
        Binary => Encoding.UTF8.GetBytes(StandIn().Replace("@VERSION@", version, StringComparison.Ordinal)),
        Plugin => Encoding.UTF8.GetBytes(Source("Encryption/kms-plugin.py")),
        Images => Encoding.UTF8.GetBytes($"the container images of {version}\n"),
        Checksums => Encoding.UTF8.GetBytes(string.Concat(new[] { Images, Binary }.Select(name => $"{Digest(version, name)}  {name}\n"))),
        _ => throw new ArgumentException($"a release has no '{file}'", nameof(file)),
    };

    /// <summary>Returns the SHA-256 of the original content of a file, in lower-case hexadecimal digits.</summary>
    public static string Digest(string version, string file) => Convert.ToHexStringLower(SHA256.HashData(File(version, file)));

    /// <summary>Serves other content for a file: the given bytes, or the original bytes and one more.</summary>
    public void Spoil(string version, string file, byte[]? content = null) =>
        _spoilt[$"{version}/{file}"] = content ?? [.. File(version, file), 0];

    /// <summary>Serves the original content of all files again.</summary>
    public void Mend() => _spoilt.Clear();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, string version, string file)
    {
        if (!version.StartsWith('v') || file is not (Binary or Images or Checksums or Plugin))
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

    private static string StandIn() => Source("k3s-standin.py")
        .Replace("# @SECRETS@\n", Source("Encryption/secret-store.py"), StringComparison.Ordinal);

    private static string Source(string file) => System.IO.File.ReadAllText(Path.Combine(Repository.Root, "tests/RealHosts", file));
}
