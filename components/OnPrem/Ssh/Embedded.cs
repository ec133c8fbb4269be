using System.Text;

namespace K8tre.Components.OnPrem.Ssh;

/// <summary>Text files that are embedded in the assembly: <c>Scripts/</c> and <c>Files/</c>.</summary>
internal static class Embedded
{
    /// <summary>Returns the text of a file, with <c>{name}</c> replaced for each given name.</summary>
    public static string Text(string file, params (string Name, string Value)[] values)
    {
        using var stream = typeof(Embedded).Assembly.GetManifestResourceStream(file)
            ?? throw new ArgumentException($"there is no '{file}' in components/OnPrem/Scripts and Files", nameof(file));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return values.Aggregate(reader.ReadToEnd(), (text, pair) => text.Replace($"{{{pair.Name}}}", pair.Value, StringComparison.Ordinal));
    }
}
