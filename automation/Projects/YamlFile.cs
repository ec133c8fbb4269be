using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace K8tre.Automation.Projects;

/// <summary>A YAML file that holds one map, and errors that name the place in it.</summary>
internal sealed class YamlFile
{
    private YamlFile(string path, YamlMappingNode root)
    {
        Path = path;
        Root = root;
    }

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>The map that the file holds.</summary>
    public YamlMappingNode Root { get; }

    /// <summary>Reads a file; an empty one reads as an empty map.</summary>
    /// <exception cref="CommandException">The file can't be read, is no YAML, or holds no map.</exception>
    public static YamlFile Read(string path)
    {
        try
        {
            var documents = YamlText.Documents(File.ReadAllText(path));
            return documents switch
            {
                [] => new(path, []),
                [{ RootNode: YamlMappingNode root }] => new(path, root),
                [{ RootNode: var root }] when YamlText.IsNull(root) => new(path, []),
                [{ RootNode: var root }] => throw Wrong(path, root.Start, "is no map; write `key: value` lines"),
                [_, var second, ..] => throw Wrong(path, second.RootNode.Start, "starts a second document; keep one, without `---`"),
            };
        }
        catch (YamlException error)
        {
            var problem = error.Message.TrimEnd('.').ReplaceLineEndings(" ");
            throw Wrong(path, Place(error, path), $"is no valid YAML: {problem}; mend the indentation, quotes or colons there");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CommandException.WrongCall($"{System.IO.Path.GetFileName(path)} can't be read: {error.Message}");
        }
    }

    /// <summary>The map under a key; null when the key is absent.</summary>
    /// <exception cref="CommandException">The value is no map.</exception>
    public YamlMappingNode? Map(string key) => YamlText.Entry(Root, key) switch
    {
        null => null,
        YamlMappingNode map => map,
        var other => throw Wrong(other, $"'{key}' is no map; write its entries as `key: value` lines, indented"),
    };

    /// <summary>The text under a key; null when the key is absent.</summary>
    /// <exception cref="CommandException">The value is no text.</exception>
    public string? Text(string key) => YamlText.Entry(Root, key) switch
    {
        null => null,
        YamlScalarNode scalar => scalar.Value,
        var other => throw Wrong(other, $"'{key}' is no text; write it on one line"),
    };

    /// <summary>Refuses keys that nobody reads.</summary>
    /// <exception cref="CommandException">A key is not among the known ones.</exception>
    public void RefuseKeysOtherThan(IReadOnlyCollection<string> known)
    {
        var unknown = Root.Children.Keys.FirstOrDefault(key => !known.Contains(YamlText.Text(key)));
        if (unknown is not null)
        {
            var name = YamlText.Text(unknown);
            throw Wrong(unknown, $"unknown key '{name}'{Spelling.Hint(name, known)}; allowed are {string.Join(", ", known)}");
        }
    }

    /// <summary>An error at a place in the file.</summary>
    public CommandException Wrong(YamlNode node, string problem) => Wrong(Path, node.Start, problem);

    private static CommandException Wrong(string path, Mark mark, string problem)
        => CommandException.WrongCall($"{System.IO.Path.GetFileName(path)}, line {mark.Line}, column {mark.Column}: {problem}");

    // For a tab in an indentation the library names the beginning of the map around it.
    private static Mark Place(YamlException error, string path)
    {
        var line = error.Message.Contains("tab", StringComparison.Ordinal)
            ? File.ReadLines(path).TakeWhile(line => !line.TrimStart(' ').StartsWith('\t')).Count() + 1
            : error.Start.Line;
        return new(error.Start.Index, line, line == error.Start.Line ? error.Start.Column : 1);
    }
}
