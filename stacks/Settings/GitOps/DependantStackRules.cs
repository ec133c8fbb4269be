using K8tre.Components.GitOps.Registration;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.GitOps;

/// <summary>Rules for the other stacks that register clusters with the Argo CD of a management cluster.</summary>
internal static class DependantStackRules
{
    private const string Path = $"{ConfigKeys.ManagementPath}.stacks";

    // A larger range contains the internet, not API servers.
    private const int LargestRange = 8;

    /// <summary>Returns all problems, in the order of the settings.</summary>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft)
    {
        if (draft.Management.Stacks is not { Count: > 0 } stacks)
            return [];
        if (draft.Management.Mode != ManagementMode.Cluster)
        {
            return
            [
                new(
                    Path,
                    $"is set, and {ConfigKeys.ManagementPath}.mode is {SettingsJson.Text(draft.Management.Mode)}; only a management "
                    + "cluster serves other stacks: remove it, or write mode: cluster"),
            ];
        }
        var items = SettingList.For(stacks, Path).ToArray();
        return
        [
            // Accounts are named after stacks, and some characters are not allowed there.
            .. SettingList.Repeated(
                items.Where(item => item.Item.Stack is not null), item => RegistrarAccess.AccountName(item.Stack), ".stack",
                "each stack needs a name of its own, also without its punctuation: write it once, or rename a stack"),
            .. Taken(draft, items),
            .. items.SelectMany(item => SettingList.For(item.Item.ApiServers, $"{item.Path}.apiServers"))
                .Where(range => range.Item.PrefixLength < LargestRange)
                .Select(range => new SettingProblem(
                    range.Path,
                    $"is {range.Item}, which contains too many addresses; write a range of /{LargestRange} or smaller")),
        ];
    }

    private static IEnumerable<SettingProblem> Taken(PlatformSettings draft, (DependantStackSettings Item, string Path)[] items)
    {
        var taken = new Dictionary<ClusterKey, string>();
        foreach (var (environment, path) in SettingList.For(draft.Environments, ConfigKeys.EnvironmentsPath))
            taken.TryAdd(new(draft.Vendor, environment.Environment), path);
        foreach (var (item, path) in items.Where(item => item.Item.Vendor != default))
        {
            foreach (var (environment, at) in SettingList.For(item.Environments, $"{path}.environments"))
            {
                var key = new ClusterKey(item.Vendor, environment);
                if (environment != default && !taken.TryAdd(key, at))
                {
                    yield return new(
                        at, $"makes {key} like {taken[key]}; Argo CD identifies clusters by vendor and environment: write each once");
                }
            }
        }
    }
}
