namespace K8tre.Tests.Automation;

/// <summary>A project folder of its own, removed at the end of the test.</summary>
internal sealed class TemporaryProject : IDisposable
{
    public TemporaryProject(string projectFile = "name: k8tre\nruntime: dotnet\n")
    {
        Directory.CreateDirectory(Folder);
        Write("Pulumi.yaml", projectFile);
    }

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"k8tre-test-{Guid.NewGuid():N}");

    /// <summary>Writes a file, and returns the project for a chain of calls.</summary>
    public TemporaryProject Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        return this;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
