using System.Text.RegularExpressions;

namespace K8tre.Automation.Conformance;

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

    [GeneratedRegex(@"^[\w$-]+$")]
    private static partial Regex PlainName();
}
