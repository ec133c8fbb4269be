using K8tre.Components.Clusters;

namespace K8tre.Stacks.Settings;

/// <summary>Which settings belong to which vendor.</summary>
internal static class VendorRules
{
    /// <summary>All problems. None where the vendor could not be read.</summary>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft)
    {
        var vendor = draft.Vendor.ToString().ToLowerInvariant();
        var environments = Items.Of(draft.Environments, $"{Keys.PlatformPath}.environments").ToArray();
        return draft.Vendor switch
        {
            Vendor.K3s =>
            [
                .. Foreign($"{Keys.PlatformPath}.azure", draft.Azure, vendor),
                .. environments.SelectMany(environment => Foreign($"{environment.Path}.azure", environment.Item.Azure, vendor)),
                .. environments.SelectMany(environment => Missing($"{environment.Path}.k3s", environment.Item.K3s)),
            ],
            Vendor.Azure =>
            [
                .. Missing($"{Keys.PlatformPath}.azure", draft.Azure),
                .. Foreign($"{Keys.PlatformPath}.ssh", draft.Ssh == new SshSettings() ? null : draft.Ssh, vendor),
                .. Foreign($"{Keys.PlatformPath}.management.k3s", draft.Management.K3s, vendor),
                .. environments.SelectMany(environment => Foreign($"{environment.Path}.k3s", environment.Item.K3s, vendor)),
                .. environments.SelectMany(environment => Missing($"{environment.Path}.azure", environment.Item.Azure)),
                .. new AzureRules(draft).Check(),
            ],
            _ => [],
        };
    }

    private static IEnumerable<SettingProblem> Missing(string path, object? value) =>
        value is null ? [new(path, "is missing; add it")] : [];

    private static IEnumerable<SettingProblem> Foreign(string path, object? value, string vendor) =>
        value is null ? [] : [new(path, $"is set, and {Keys.PlatformPath}.vendor is {vendor}; remove it")];
}
