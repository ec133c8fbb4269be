using System.Text.RegularExpressions;

namespace K8tre.Automation.Projects;

/// <summary>Property paths, such as <c>spec.ports[0]["app.kubernetes.io/name"]</c>.</summary>
internal static partial class PropertyPath
{
    /// <summary>Returns the path of a property.</summary>
    public static string Property(string path, string name)
    {
        if (!PlainName().IsMatch(name))
            return $"{path}[\"{name}\"]";

        return path.Length == 0 ? name : $"{path}.{name}";
    }

    /// <summary>Returns the path of a list element.</summary>
    public static string Element(string path, int index) => $"{path}[{index}]";

    /// <summary>Converts a JSON pointer (RFC 6901) into a resource. Omits the first segment, such as <c>/inputs</c>.</summary>
    public static string FromPointer(string pointer)
    {
        var path = "";
        foreach (var segment in pointer.Split('/').Skip(2))
        {
            path = int.TryParse(segment, out var index)
                ? Element(path, index)
                : Property(path, segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        }

        return path;
    }

    /// <summary>Returns true if a path, such as <c>spec.replicas</c> or <c>*</c>, is that of a property or of one above it.</summary>
    /// <param name="path">Path of a resource option.</param>
    /// <param name="pointer">JSON pointer of an input, such as <c>/inputs/spec/replicas</c>.</param>
    public static bool Covers(string path, string pointer)
        => path == "*" || IsAtOrBelow(FromPointer(pointer), path, '.', '[');

    /// <summary>Returns true if a JSON pointer is another one or below it.</summary>
    public static bool IsAtOrBelow(string pointer, string other) => IsAtOrBelow(pointer, other, '/');

    /// <summary>Returns a property name as a segment of a JSON pointer.</summary>
    public static string Escape(string name)
        => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static bool IsAtOrBelow(string place, string other, params ReadOnlySpan<char> separators)
        => place.StartsWith(other, StringComparison.Ordinal)
            && (place.Length == other.Length || separators.Contains(place[other.Length]));

    [GeneratedRegex(@"^[\w$-]+$")]
    private static partial Regex PlainName();
}
