using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace K8tre.Automation.Projects;

/// <summary>Limits of a YAML text, so that no file takes memory or time without bound.</summary>
internal static class YamlLimits
{
    /// <summary>Largest file. All settings of a stack have at most 128 KiB.</summary>
    public const int MaximumBytes = 1 << 20;

    // Levels of maps and lists. The program reads 64 levels of JSON.
    private const int MaximumDepth = 50;

    // Values with all aliases replaced by what they stand for.
    private const int MaximumValues = 100_000;

    /// <summary>Checks a text before it is loaded.</summary>
    /// <exception cref="YamlException">
    /// The text has a character, a depth, an alias or a size that the CLI or this command refuses.
    /// </exception>
    public static void Check(string text)
    {
        CheckCharacters(text);
        var parser = new Parser(new StringReader(text));
        var (open, sizes) = (new Stack<Collection>(), new Dictionary<AnchorName, int>());
        while (parser.MoveNext())
        {
            switch (parser.Current)
            {
                case SequenceStart or MappingStart when open.Count == MaximumDepth:
                    throw Error(parser.Current, $"lists and maps are nested more than {MaximumDepth} times");
                case SequenceStart or MappingStart:
                    open.Push(new(((NodeEvent)parser.Current).Anchor));
                    break;
                case AnchorAlias alias when open.Any(collection => collection.Anchor == alias.Value):
                    throw Error(alias, $"the anchor '{alias.Value}' contains an alias of itself");
                case AnchorAlias alias:
                    Count(alias, sizes.GetValueOrDefault(alias.Value));
                    break;
                case Scalar scalar:
                    Keep(scalar.Anchor, 1);
                    Count(scalar, 1);
                    break;
                case SequenceEnd or MappingEnd:
                    var closed = open.Pop();
                    Keep(closed.Anchor, closed.Values);
                    Count(parser.Current, closed.Values);
                    break;
            }
        }

        void Keep(AnchorName anchor, int values)
        {
            if (!anchor.IsEmpty)
                sizes[anchor] = values;
        }

        void Count(ParsingEvent at, int values)
        {
            if (!open.TryPeek(out var parent))
                return;
            parent.Values += values;
            if (parent.Values > MaximumValues)
                throw Error(at, $"the file has more than {MaximumValues} values if aliases are replaced by what they stand for");
        }
    }

    // https://github.com/go-yaml/yaml/blob/v3.0.1/readerc.go
    private static void CheckCharacters(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] is '\t' or '\n' or '\r' or (>= ' ' and <= '~') or '\u0085' or (>= '\u00a0' and <= '\ufffd'))
                continue;
            var line = text.AsSpan(0, index).Count('\n') + 1;
            var mark = new Mark(index, line, index - text.LastIndexOf('\n', Math.Max(0, index - 1)));
            throw new YamlException(
                mark, mark, $"the character \\u{(int)text[index]:x4} is not allowed; write it as an escape in double quotes");
        }
    }

    private static YamlException Error(ParsingEvent at, string problem) => new(at.Start, at.End, problem);

    private sealed class Collection(AnchorName anchor)
    {
        public AnchorName Anchor { get; } = anchor;

        public int Values { get; set; } = 1;
    }
}
