using K8tre.Components.Clusters;

namespace K8tre.Stacks.Settings;

/// <summary>Which settings of a runner belong to which vendor.</summary>
internal static class RunnerRules
{
    /// <summary>A problem for each member that is another vendor's.</summary>
    /// <param name="vendor">The platform's vendor.</param>
    /// <param name="runner">The settings. Null: there are none.</param>
    /// <param name="path">Where they stand.</param>
    public static IEnumerable<SettingProblem> NotOf(Vendor vendor, RunnerSettings? runner, string path)
    {
        var members = new (Vendor Vendor, string Key, object? Value)[]
        {
            (Vendor.Aws, "connection", runner?.Connection),
            (Vendor.Azure, "image", runner?.Image),
            (Vendor.Azure, "appId", runner?.AppId),
            (Vendor.Azure, "installationId", runner?.InstallationId),
            (Vendor.Azure, "keyVault", runner?.KeyVault),
            (Vendor.Azure, "keySecret", runner?.KeySecret),
        };
        return members
            .Where(member => member.Vendor != vendor && member.Value is not null)
            .Select(member => new SettingProblem($"{path}.{member.Key}", $"is set, and {Keys.PlatformPath}.vendor is {vendor.ToString().ToLowerInvariant()}; remove it"));
    }
}
