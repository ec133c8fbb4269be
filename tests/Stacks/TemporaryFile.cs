using System.Security.Cryptography;

namespace K8tre.Tests.Stacks;

/// <summary>A file of a test, gone at its end.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string content)
    {
        Path = System.IO.Path.GetTempFileName();
        File.WriteAllText(Path, content);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path)));
    }

    public string Path { get; }

    public string Sha256 { get; }

    public void Dispose() => File.Delete(Path);
}
