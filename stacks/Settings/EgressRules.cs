using K8tre.Components.Egress;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>What must hold of what leaves a platform in a cloud, whose firewall lets HTTPS out by name.</summary>
internal static class EgressRules
{
    /// <summary>All problems of the names that the settings add.</summary>
    /// <param name="egress">The settings.</param>
    /// <param name="vendor">Path of the vendor's settings.</param>
    /// <param name="own">The platform's own rules.</param>
    public static IEnumerable<SettingProblem> Check(IReadOnlyList<EgressSettings>? egress, string vendor, IReadOnlyList<EgressRule> own)
    {
        var rules = SettingList.For(egress, $"{vendor}.egress").ToArray();
        var names = own.Select(rule => rule.Name).ToHashSet();
        return
        [
            .. rules.SelectMany(rule => SettingList.NotOfFormat(rule.Item.Fqdns, $"{rule.Path}.fqdns", Formats.Fqdn, Formats.FqdnHint)),
            .. SettingList.Repeated(rules, rule => rule.Name, ".name", "every rule needs a name of its own"),
            .. rules.Where(rule => names.Contains(rule.Item.Name ?? "")).Select(rule => new SettingProblem($"{rule.Path}.name", $"is {rule.Item.Name}, which a rule of the platform is called; choose another")),
        ];
    }

    /// <summary>A problem where the repository is reached by SSH.</summary>
    public static IEnumerable<SettingProblem> HttpsRepository(PlatformSettings draft) =>
        draft.GitOps?.RepoUrl?.StartsWith("https://", StringComparison.Ordinal) == false
            ? [new($"{ConfigKeys.PlatformPath}.gitOps.repoUrl", $"is {draft.GitOps.RepoUrl}; the firewall lets HTTPS out and no SSH: write an HTTPS address")]
            : [];
}
