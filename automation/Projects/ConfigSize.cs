using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Automation.Projects;

/// <summary>Size of a stack's configuration, which programs get in one environment variable.</summary>
/// <remarks>
/// Linux limits a variable to 32 pages: execve(2), MAX_ARG_STRLEN, https://man7.org/linux/man-pages/man2/execve.2.html. The Pulumi CLI
/// starts programs in the same way, and then fails with "argument list too long".
/// </remarks>
internal static class ConfigSize
{
    /// <summary>Environment variable with the configuration.</summary>
    public const string Variable = "PULUMI_CONFIG";

    // 32 pages of 4 KiB, less the name, the equals sign and the byte at the end.
    private static readonly int Maximum = (32 * 4096) - Variable.Length - 2;

    /// <summary>Checks the value of the variable.</summary>
    /// <param name="json">The value.</param>
    /// <param name="config">The configuration.</param>
    /// <exception cref="CommandException">The value is too long. The message names the largest setting.</exception>
    public static void Check(string json, StackConfig config)
    {
        var size = Encoding.UTF8.GetByteCount(json);
        if (size <= Maximum)
            return;
        var (key, text) = config.Values.MaxBy(value => value.Value.Length);
        var (path, part) = Largest(key, text);
        throw CommandException.WrongCall(
            $"the stack's settings have {Bytes(size)}, and a program gets at most {Bytes(Maximum)}; {EchoedText.Value(path)} alone takes "
            + $"{Bytes(part)}: shorten it, for example to the certificates that are needed, or move environments to a stack of their own, "
            + "with management.mode: stack");
    }

    // As deep as one setting takes most of what contains it.
    private static (string Path, int Size) Largest(string key, string text)
    {
        var (path, size) = (key, Encoding.UTF8.GetByteCount(text));
        for (var node = Parse(text); Children(node, path).ToArray() is { Length: > 0 } children;)
        {
            var (at, child) = children.MaxBy(item => Size(item.Value));
            if (Size(child) * 2 < size)
                break;
            (path, node, size) = (at, child, Size(child));
        }
        return (path, size);
    }

    private static IEnumerable<(string Path, JsonNode? Value)> Children(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.Select(entry => (PropertyPath.Property(path, entry.Key), entry.Value)),
        JsonArray list => list.Select((item, index) => (PropertyPath.Element(path, index), item)),
        _ => [],
    };

    private static int Size(JsonNode? node) => Encoding.UTF8.GetByteCount(node?.ToJsonString() ?? "null");

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Bytes(int count) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} bytes";
}
