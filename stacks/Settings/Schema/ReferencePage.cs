using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace K8tre.Stacks.Settings.Schema;

/// <summary>Markdown page about settings types, with lines of at most 140 characters.</summary>
internal sealed partial class ReferencePage
{
    private const int Width = 140;

    private readonly SettingsDocumentation _documentation = new();
    private readonly StringBuilder _text = new();

    /// <summary>Adds a paragraph or a heading.</summary>
    public void Paragraph(string text)
    {
        if (text.Length == 0)
            return;
        Wrap(text, "", "");
        End();
    }

    /// <summary>Adds an item of a list.</summary>
    public void Item(string text) => Wrap(text, "- ", "  ");

    /// <summary>Adds the values of a choice to the last item.</summary>
    public void Choices(Type choice)
    {
        foreach (var value in Enum.GetNames(choice).Where(_ => Describes(choice)))
            Wrap($"`{JsonNamingPolicy.CamelCase.ConvertName(value)}`: {_documentation.Summary(choice, value)}.", "  - ", "    ");
    }

    /// <summary>Ends a list.</summary>
    public void End() => _text.Append('\n');

    /// <summary>Returns true if the values of a choice are documented.</summary>
    public bool Describes(Type choice) => _documentation.Summary(choice, Enum.GetNames(choice)[0]) is not null;

    /// <summary>Returns the summary of a setting.</summary>
    public string? Summary(PropertyInfo member) => _documentation.Summary(member);

    /// <summary>Returns the remarks about a settings type.</summary>
    public string? Remarks(SettingsType type) => _documentation.Remarks(type.Type);

    /// <summary>Returns the title of a settings type's section.</summary>
    public string Title(SettingsType type) => _documentation.Summary(type.Type)!.TrimEnd('.');

    /// <summary>Returns a link to a settings type's section.</summary>
    public string Link(SettingsType type) =>
        $"[{Title(type)}](#{NoAnchor().Replace(Title(type).ToLowerInvariant(), "").Replace(' ', '-')})";

    /// <summary>Returns the text of the page.</summary>
    public override string ToString() => _text.ToString().TrimEnd('\n') + "\n";

    // Code and links are not broken.
    private void Wrap(string text, string first, string rest)
    {
        var line = first;
        foreach (var word in Words().Matches(text).Select(match => match.Value))
        {
            if (line.Length + word.Length + 1 > Width && line.Trim().Length > 0)
            {
                _text.Append(line.TrimEnd()).Append('\n');
                line = rest;
            }
            line += $"{word} ";
        }
        _text.Append(line.TrimEnd()).Append('\n');
    }

    [GeneratedRegex(@"(\[[^\]]*\]\([^)]*\)|`[^`]*`|[^\s`])+")]
    private static partial Regex Words();

    // GitHub's anchors keep letters, digits, spaces and dashes.
    [GeneratedRegex("[^a-z0-9 -]")]
    private static partial Regex NoAnchor();
}
