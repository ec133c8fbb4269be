using System.Text;

namespace K8tre.Offline.Bindings.Emit;

/// <summary>The folder of a package's generated sources, one file a namespace.</summary>
internal sealed class SourceFolder(string path)
{
    /// <summary>Writes the sources that changed, and deletes those that the package no longer has.</summary>
    public void Replace(IReadOnlyDictionary<string, string> sources)
    {
        Directory.CreateDirectory(path);
        foreach (var stale in Directory.GetFiles(path, "*.cs").Where(file => !sources.ContainsKey(Path.GetFileNameWithoutExtension(file))))
            File.Delete(stale);

        foreach (var (name, text) in sources)
        {
            var file = Path.Combine(path, $"{name}.cs");
            var bytes = Encoding.UTF8.GetBytes(text);
            if (!File.Exists(file) || !File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes))
                File.WriteAllBytes(file, bytes);
        }
    }
}
