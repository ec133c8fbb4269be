using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace K8tre.Automation.Projects;

/// <summary>Replaces merge keys: <c>&lt;&lt;: *anchor</c> adds the entries of another map that a map does not have itself.</summary>
/// <remarks>Rules: https://github.com/go-yaml/yaml/blob/v3.0.1/decode.go, function <c>merge</c>.</remarks>
internal static class YamlMerge
{
    /// <summary>Replaces the merge keys of a node and of all nodes in it.</summary>
    /// <exception cref="YamlException">A key is no text, what is merged is no map, or a scalar has no value.</exception>
    public static void Apply(YamlNode root) => Apply(root, new(ReferenceEqualityComparer.Instance));

    private static void Apply(YamlNode node, HashSet<YamlNode> done)
    {
        // A node with an anchor has several places.
        if (!done.Add(node))
            return;
        switch (node)
        {
            case YamlSequenceNode list:
                foreach (var item in list.Children)
                    Apply(item, done);
                break;
            case YamlScalarNode scalar:
                // Refuses what has no value, with its place.
                _ = YamlScalar.ToJson(scalar);
                break;
            case YamlMappingNode map:
                foreach (var (key, value) in map.Children)
                {
                    if (key is not YamlScalarNode)
                        throw new YamlException(key.Start, key.End, "a key is a list or a map; write text");
                    Apply(key, done);
                    Apply(value, done);
                }
                Merge(map);
                break;
        }
    }

    private static void Merge(YamlMappingNode map)
    {
        var key = map.Children.Keys.OfType<YamlScalarNode>().FirstOrDefault(IsMerge);
        if (key is null)
            return;
        var merged = map.Children[key];
        map.Children.Remove(key);
        foreach (var source in merged is YamlSequenceNode list ? [.. list.Children] : new[] { merged })
        {
            if (source is not YamlMappingNode entries)
                throw new YamlException(source.Start, source.End, "`<<` merges maps only; write `<<: *anchor` with the anchor of a map");
            foreach (var (name, value) in entries.Children)
                map.Children.TryAdd(name, value);
        }
    }

    private static bool IsMerge(YamlScalarNode key) =>
        key is { Value: "<<", Style: ScalarStyle.Plain or ScalarStyle.Any }
        && (key.Tag.IsEmpty || key.Tag.Value.EndsWith(":merge", StringComparison.Ordinal));
}
