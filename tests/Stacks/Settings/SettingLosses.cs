using System.Text.RegularExpressions;
using K8tre.Stacks.Settings.Schema;

namespace K8tre.Tests.Stacks.Settings;

/// <summary>A setting whose change destroys something says so in its text, which is also in the schema and in the reference.</summary>
internal static partial class SettingLosses
{
    // Words for a loss of each kind.
    private static readonly Dictionary<string, string> Nouns = new()
    {
        ["cluster"] = "clusters?|everything",
        ["nodes"] = "nodes?|pools?|clusters?|everything",
        ["network"] = "networks?|subnets?|firewall|clusters?|everything",
        ["store"] = "stores?|data|buckets?|logs?|files?|keys?|registry|account|volumes?|clusters?|everything",
        ["registration"] = "registrations?|clusters?|everything",
        ["names"] = "zones?|certificates?|clusters?|everything",
    };

    /// <summary>Returns the losses that the text of their setting does not announce, a line each.</summary>
    public static IEnumerable<string> Silent(IEnumerable<SettingLoss> losses)
    {
        var documentation = new SettingsDocumentation();
        return losses.Where(loss => !Says(documentation.Summary(loss.Setting.Member)!, loss.Loss.Kind))
            .Select(loss => $"{loss.Setting.DeclaredBy.Name}.{loss.Setting.Key}: its text does not announce {loss.Loss}")
            .Order(StringComparer.Ordinal);
    }

    private static bool Says(string text, string kind) => Sentence().Split(text)
        .Any(sentence => Loss().IsMatch(sentence) && Regex.IsMatch(sentence, $"\\b({Nouns[kind]})\\b"));

    [GeneratedRegex(@"(?<=\.) ")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\b(replaces?|deletes?|removes?|deleted|replaced|removed)\b")]
    private static partial Regex Loss();
}
