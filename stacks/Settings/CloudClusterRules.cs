using System.Net;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Rules for settings that clusters of all clouds have.</summary>
internal static class CloudClusterRules
{
    /// <summary>Returns a problem for each range that is so large that nearly everybody is in it.</summary>
    public static IEnumerable<SettingProblem> PublicRanges(IReadOnlyList<IPNetwork>? ranges, string path) =>
        from range in SettingList.For(ranges, path)
        where range.Item.PrefixLength < 16 && range.Item != default
        select new SettingProblem(
            range.Path, $"is {range.Item}, which contains too many addresses; write the ranges of the administrators, /16 at the largest");

    /// <summary>Returns the problem of a range of Services with a wrong size. Null: there is none.</summary>
    public static SettingProblem? ServiceCidr(IPNetwork range, string path) =>
        range != default && range.PrefixLength is < 12 or > 24 ? new(path, $"is {range}; supply /12 to /24") : null;

    /// <summary>Returns true if a domain is that of a zone, or below it.</summary>
    public static bool IsIn(string domain, string zone) => domain == zone || domain.EndsWith($".{zone}", StringComparison.Ordinal);
}
