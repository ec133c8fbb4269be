using System.Text;

namespace K8tre.Offline.Bindings.Emit;

/// <summary>Indented C# text.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string line) => _text.Append(' ', _depth * 4).Append(line).Append('\n');

    /// <summary>Writes a line and its block in braces.</summary>
    public void Block(string opening, Action body)
    {
        Line(opening);
        Line("{");
        _depth++;
        body();
        _depth--;
        Line("}");
    }

    /// <summary>Writes lines one level deeper: an initializer list, a wrapped parameter.</summary>
    public void Indented(params IEnumerable<string> lines)
    {
        _depth++;
        foreach (var line in lines)
            Line(line);
        _depth--;
    }

    /// <summary>Writes a summary; nothing when there is no text.</summary>
    public void Summary(string? text)
    {
        if (text is not null)
            Line($"/// <summary>{Escape(text)}</summary>");
    }

    /// <summary>Marks what follows as obsolete; nothing when there is no message.</summary>
    public void Obsolete(string? message)
    {
        if (message is not null)
            Line($"[global::System.Obsolete(@\"{message.Replace("\"", "\"\"", StringComparison.Ordinal)}\")]");
    }

    public override string ToString() => _text.ToString();

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
