using System.Collections.Concurrent;
using Google.Protobuf;
using Proto = Pulumirpc;

namespace Pulumi;

/// <summary>Makes packages known to the engine, each once.</summary>
internal sealed class PackageReferences(IMonitor monitor, MonitorFeatures features)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _references = new();

    /// <summary>
    /// Gets the reference by which requests name a package. It is empty for none, and for one that the engine does not need to know.
    /// </summary>
    /// <exception cref="InvalidOperationException">The engine is too old for such packages.</exception>
    public Task<string> ResolveAsync(RegisterPackageRequest? package) => package is null
        ? Task.FromResult("")
        : _references.GetOrAdd(KeyOf(package), _ => new(() => RegisterAsync(package))).Value;

    private async Task<string> RegisterAsync(RegisterPackageRequest package)
    {
        await features.RequireParameterizationAsync().ConfigureAwait(false);
        try
        {
            return (await monitor.RegisterPackageAsync(ToProto(package)).ConfigureAwait(false)).Ref;
        }
        catch (Exception) when (package is { Parameterization: null, Extension: null })
        {
            return ""; // a plain package: its name and version in the request do as well
        }
    }

    private static Proto.RegisterPackageRequest ToProto(RegisterPackageRequest package)
    {
        var request = new Proto.RegisterPackageRequest
        {
            Name = package.Name,
            Version = package.Version,
            DownloadUrl = package.DownloadUrl,
            Parameterization = ToProto(package.Parameterization),
            Extension = ToProto(package.Extension),
        };
        foreach (var (platform, checksum) in package.Checksums)
            request.Checksums.Add(platform, ByteString.CopyFrom(checksum));
        return request;
    }

    private static Proto.Parameterization? ToProto(RegisterPackageRequest.PackageParameterization? parameters) => parameters is null
        ? null
        : new() { Name = parameters.Name, Version = parameters.Version, Value = ByteString.CopyFrom(parameters.Value) };

    private static string KeyOf(RegisterPackageRequest package)
    {
        var parameters = package.Parameterization ?? package.Extension;
        var key = string.Join('\0', package.Name, package.Version, package.DownloadUrl);
        return parameters is null
            ? key
            : string.Join('\0', key, parameters.Name, parameters.Version, Convert.ToBase64String(parameters.Value));
    }
}
