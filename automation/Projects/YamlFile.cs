using System.Text;
using K8tre.Stacks.Settings.Reading;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace K8tre.Automation.Projects;

/// <summary>A YAML file that contains one map. Its errors name the line and the column.</summary>
internal sealed class YamlFile
{
    private YamlFile(string path, YamlMappingNode root)
    {
        Path = path;
        Root = root;
    }

    /// <summary>Path of the file.</summary>
    public string Path { get; }

    /// <summary>The map.</summary>
    public YamlMappingNode Root { get; }

    /// <summary>Reads a file. An empty file is an empty map.</summary>
    /// <exception cref="CommandException">The file is not readable, not YAML, or not a map.</exception>
    public static YamlFile Read(string path)
    {
        try
        {
            var documents = YamlText.Documents(TextOf(path));
            return documents switch
            {
                [] => new(path, []),
                [{ RootNode: YamlMappingNode root }] => new(path, root),
                [{ RootNode: var root }] when YamlText.IsNull(root) => new(path, []),
                [{ RootNode: var root }] => throw Error(path, root.Start, "is not a map; write `key: value` lines"),
                [_, var second, ..] => throw Error(path, second.RootNode.Start, "starts a second document; keep one, without `---`"),
            };
        }
        catch (YamlException error)
        {
            var problem = error.Message.TrimEnd('.').ReplaceLineEndings(" ");
            throw Error(path, Place(error, path), $"is not valid YAML: {problem}; correct indentation, quotes or colons there");
        }
        catch (DecoderFallbackException)
        {
            throw CommandException.WrongCall($"{System.IO.Path.GetFileName(path)} is not UTF-8; save it in that encoding");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CommandException.WrongCall($"{System.IO.Path.GetFileName(path)} is not readable: {error.Message}");
        }
    }

    // A device has no end.
    private static string TextOf(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[YamlLimits.MaximumBytes + 1];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (count > YamlLimits.MaximumBytes)
            throw CommandException.WrongCall(
                $"{System.IO.Path.GetFileName(path)} has more than {YamlLimits.MaximumBytes} bytes; a program gets at most 128 KiB of "
                + "settings");
        using var reader = new StreamReader(new MemoryStream(bytes, 0, count), new UTF8Encoding(false, throwOnInvalidBytes: true));
        return reader.ReadToEnd();
    }

    /// <summary>Returns the map of a key. Null if the key is absent.</summary>
    /// <exception cref="CommandException">The value is not a map.</exception>
    public YamlMappingNode? Map(string key) => YamlText.Entry(Root, key) switch
    {
        null => null,
        YamlMappingNode map => map,
        var other => throw Error(other, $"'{key}' is not a map; write its entries as indented `key: value` lines"),
    };

    /// <summary>Returns the text of a key. Null if the key is absent.</summary>
    /// <exception cref="CommandException">The value is not a text.</exception>
    public string? Text(string key) => YamlText.Entry(Root, key) switch
    {
        null => null,
        YamlScalarNode scalar => scalar.Value,
        var other => throw Error(other, $"'{key}' is not a text; write it on one line"),
    };

    /// <summary>Rejects unknown keys.</summary>
    /// <exception cref="CommandException">A key is not one of the known keys.</exception>
    public void RequireKeys(IReadOnlyCollection<string> known)
    {
        var unknown = Root.Children.Keys.FirstOrDefault(key => !known.Contains(YamlText.Text(key)));
        if (unknown is not null)
        {
            var name = YamlText.Text(unknown);
            throw Error(
                unknown, $"unknown key '{EchoedText.Value(name)}'{Spelling.Hint(name, known)}; allowed are {string.Join(", ", known)}");
        }
    }

    /// <summary>Creates an error with the place of a node.</summary>
    public CommandException Error(YamlNode node, string problem) => Error(Path, node.Start, problem);

    private static CommandException Error(string path, Mark mark, string problem)
        => CommandException.WrongCall($"{System.IO.Path.GetFileName(path)}, line {mark.Line}, column {mark.Column}: {problem}");

    // For a tab in the indentation, the library names the beginning of the surrounding map.
    private static Mark Place(YamlException error, string path)
    {
        var line = error.Message.Contains("tab", StringComparison.Ordinal)
            ? TextOf(path).ReplaceLineEndings("\n").Split('\n').TakeWhile(line => !line.TrimStart(' ').StartsWith('\t')).Count() + 1
            : error.Start.Line;
        return new(error.Start.Index, line, line == error.Start.Line ? error.Start.Column : 1);
    }
}
