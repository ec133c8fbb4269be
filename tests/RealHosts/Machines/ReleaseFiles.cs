using System.Text.Json.Nodes;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>Program and images of the pinned K3s as files on the operator's machine, for hosts without internet access.</summary>
internal sealed class ReleaseFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("k8tre-release-").FullName;

    /// <summary>Writes the files of the release.</summary>
    public ReleaseFiles()
    {
        Settings = new()
        {
            ["file"] = Write(ArtefactServer.Binary),
            ["sha256"] = ArtefactServer.Digest(PlatformOnHosts.Version, ArtefactServer.Binary),
            ["imagesFile"] = Write(ArtefactServer.Images),
            ["imagesSha256"] = ArtefactServer.Digest(PlatformOnHosts.Version, ArtefactServer.Images),
        };
    }

    /// <summary>Settings <c>artefacts</c>.</summary>
    public JsonObject Settings { get; }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string file)
    {
        var path = Path.Combine(_folder, file);
        File.WriteAllBytes(path, ArtefactServer.File(PlatformOnHosts.Version, file));
        return path;
    }
}
