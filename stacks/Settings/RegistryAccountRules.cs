using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Rules for the registries from which the registry of a cloud pulls with an account.</summary>
internal static class RegistryAccountRules
{
    /// <summary>Returns all problems.</summary>
    /// <param name="accounts">The registries.</param>
    /// <param name="cloud">Path of the cloud's settings.</param>
    /// <param name="hasRegistry">Indicates that the platform has a registry with copies.</param>
    /// <param name="allowed">Registries that the cloud copies from with an account.</param>
    public static IEnumerable<SettingProblem> Check(
        IReadOnlyList<string>? accounts, string cloud, bool hasRegistry, params string[] allowed)
    {
        var path = $"{cloud}.registryAccounts";
        var named = SettingList.For(accounts, path).ToArray();
        return
        [
            .. named.Where(account => !allowed.Contains(account.Item)).Select(account => new SettingProblem(
                account.Path, $"is \"{account.Item}\"; allowed are {string.Join(", ", allowed)}{Spelling.Fix(account.Item, allowed)}")),
            .. SettingList.Repeated(named, account => account, "", "write each registry once"),
            .. named.Length > 0 && !hasRegistry
                ? new[] { new SettingProblem(path, $"is set, and the platform has no registry of its own; remove it, or {cloud}.registry") }
                : [],
        ];
    }
}
