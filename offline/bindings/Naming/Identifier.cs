using System.Text;
using System.Text.RegularExpressions;

namespace K8tre.Offline.Bindings.Naming;

/// <summary>Turns names of a schema into C# identifiers.</summary>
internal static partial class Identifier
{
    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte",
        "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof",
        "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    ];

    /// <summary>A property's member: <c>enableRBAC</c> is <c>EnableRBAC</c>, <c>x-y</c> is <c>XY</c>, <c>$ref</c> is <c>Ref</c>.</summary>
    public static string Member(string property) => UpperFirst(Joined(property.TrimStart('$')));

    /// <summary>The field behind a property: the engine's error about a missing one names it.</summary>
    public static string Field(string property) => $"_{Joined(property.TrimStart('$'))}";

    /// <summary>A constructor's parameter: keywords are escaped.</summary>
    public static string Parameter(string property)
    {
        var name = Joined(property.TrimStart('$'));
        return Keywords.Contains(name) ? $"@{name}" : name;
    }

    /// <summary>A segment of a namespace: <c>core</c> is <c>Core</c>, <c>a-b</c> is <c>AB</c>.</summary>
    public static string Segment(string segment) => string.Concat(segment.Split('-').Select(UpperFirst));

    /// <summary>A constant of an enumeration; the type's name goes in front where it would begin with an underscore.</summary>
    public static string Constant(string name, string type)
    {
        var legal = new StringBuilder();
        foreach (var character in name)
            legal.Append(char.IsLetterOrDigit(character) || character == '_' ? character : '_');
        if (char.IsDigit(legal[0]))
            legal.Insert(0, '_');

        var constant = UpperFirst(Underscores().Replace(legal.ToString(), "_"));
        return constant switch
        {
            ['_', ..] => type + constant,
            "Equals" => "EqualsValue",
            _ => constant,
        };
    }

    public static string UpperFirst(string text) => text is "" ? "" : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Joined(string name)
    {
        var parts = name.Split('-');
        return parts[0] + string.Concat(parts.Skip(1).Select(UpperFirst));
    }

    [GeneratedRegex("_+")]
    private static partial Regex Underscores();
}
