using K8tre.Components.Clusters;

namespace K8tre.Stacks.Settings;

/// <summary>Which settings of pipelines belong to which vendor.</summary>
internal static class PipelineRules
{
    /// <summary>A problem for each member that is another vendor's.</summary>
    /// <param name="pipelines">The settings. Null: there are none.</param>
    /// <param name="path">Where they stand.</param>
    /// <param name="vendor">The platform's vendor.</param>
    public static IEnumerable<SettingProblem> NotOf(Vendor vendor, PipelineSettings? pipelines, string path)
    {
        var runner = pipelines?.Runner;
        var members = new (Vendor Vendor, string Key, object? Value)[]
        {
            (Vendor.Aws, "identityProvider", pipelines?.IdentityProvider),
            (Vendor.Aws, "state", pipelines?.State),
            (Vendor.Aws, "runner.connection", runner?.Connection),
            (Vendor.Azure, "runner.image", runner?.Image),
            (Vendor.Azure, "runner.appId", runner?.AppId),
            (Vendor.Azure, "runner.installationId", runner?.InstallationId),
            (Vendor.Azure, "runner.keyVault", runner?.KeyVault),
            (Vendor.Azure, "runner.keySecret", runner?.KeySecret),
        };
        return members
            .Where(member => member.Vendor != vendor && member.Value is not null)
            .Select(member => new SettingProblem($"{path}.{member.Key}", $"is set, and {Keys.PlatformPath}.vendor is {vendor.ToString().ToLowerInvariant()}; remove it"));
    }
}
