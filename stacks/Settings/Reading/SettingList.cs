using System.Text.RegularExpressions;

namespace K8tre.Stacks.Settings.Reading;

/// <summary>Lists of settings, with the paths of their items.</summary>
internal static class SettingList
{
    /// <summary>Returns the items that could be read, each with its path.</summary>
    public static IEnumerable<(T Item, string Path)> For<T>(IReadOnlyList<T>? list, string path) =>
        (list ?? []).Select((item, index) => (item, $"{path}[{index}]")).Where(pair => pair.item is not null);

    /// <summary>Returns a problem for each text that does not match a format.</summary>
    public static IEnumerable<SettingProblem> NotOfFormat(IReadOnlyList<string>? texts, string path, string format, string hint) =>
        For(texts, path)
            // A dollar sign matches before a final line break too.
            .Where(text => Regex.Match(text.Item, format) is var match && (!match.Success || match.Length != text.Item.Length))
            .Select(text => new SettingProblem(text.Path, $"is \"{text.Item}\"; {hint}"));

    /// <summary>Returns a problem for each item that has the same value as an earlier one.</summary>
    public static IEnumerable<SettingProblem> Repeated<T>(
        IEnumerable<(T Item, string Path)> items, Func<T, string?> value, string key, string why) => items
        .Where(item => value(item.Item) is not null)
        .GroupBy(item => value(item.Item), StringComparer.OrdinalIgnoreCase)
        .SelectMany(same => same.Skip(1), (same, repeated) => new SettingProblem(
            $"{repeated.Path}{key}", $"is {value(repeated.Item)} like {same.First().Path}{key}; {why}"));
}
