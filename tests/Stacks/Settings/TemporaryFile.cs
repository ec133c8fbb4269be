using System.Security.Cryptography;
using System.Text;

namespace K8tre.Tests.Stacks.Settings;

/// <summary>A file of a test, gone at its end.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string content)
        : this(Encoding.UTF8.GetBytes(content))
    {
    }

    public TemporaryFile(byte[] content)
    {
        Path = System.IO.Path.GetTempFileName();
        File.WriteAllBytes(Path, content);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
    }

    public string Path { get; }

    public string Sha256 { get; }

    public void Dispose() => File.Delete(Path);
}
