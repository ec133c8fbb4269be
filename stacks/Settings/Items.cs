namespace K8tre.Stacks.Settings;

/// <summary>A list of settings, whose items are known by where they stand.</summary>
internal static class Items
{
    /// <summary>The items that could be read, each with its path.</summary>
    public static IEnumerable<(T Item, string Path)> Of<T>(IReadOnlyList<T>? list, string path) =>
        (list ?? []).Select((item, index) => (item, $"{path}[{index}]")).Where(pair => pair.item is not null);
}
