using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;

namespace K8tre.Stacks.Settings.Schema;

/// <summary>Documentation comments of the settings' types, from the files that the compiler writes beside the assemblies.</summary>
internal sealed class SettingsDocumentation
{
    private readonly Dictionary<string, XElement> _members = new[] { typeof(PlatformSettings), typeof(Components.Versions) }
        .SelectMany(type => XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml")).Descendants("member"))
        .DistinctBy(member => member.Attribute("name")!.Value)
        .ToDictionary(member => member.Attribute("name")!.Value);

    /// <summary>Returns the summary of a type.</summary>
    public string? Summary(Type type) => Text($"T:{type.FullName}", "summary");

    /// <summary>Returns the remarks about a type. Null: there are none.</summary>
    public string? Remarks(Type type) => Text($"T:{type.FullName}", "remarks");

    /// <summary>Returns the summary of a property.</summary>
    public string? Summary(PropertyInfo property) => Text($"P:{property.DeclaringType!.FullName}.{property.Name}", "summary");

    /// <summary>Returns the first sentence about a value of an enum. Null: the enum is not of this project.</summary>
    public string? Summary(Type choice, string value) => Text($"F:{choice.FullName}.{value}", "summary") is { } text
        ? text.Split(". ")[0].TrimEnd('.')
        : null;

    // Code and references appear in backticks, as in Markdown.
    private string? Text(string member, string section) => _members.GetValueOrDefault(member)?.Element(section) is { } element
        ? string.Join(' ', string.Concat(element.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" } see => $"`{Key(see.Attribute("cref")!.Value)}`",
            XElement code => $"`{code.Value}`",
            _ => "",
        })).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        : null;

    private static string Key(string reference) => JsonNamingPolicy.CamelCase.ConvertName(reference.Split('.')[^1]);
}
