using K8tre.Components.Egress;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Rules for outgoing connections of a platform in a cloud, whose firewall allows HTTPS by name.</summary>
internal static class EgressRules
{
    /// <summary>Returns all problems of the DNS names that the settings add.</summary>
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
            .. rules.Where(rule => names.Contains(rule.Item.Name ?? "")).Select(rule => new SettingProblem(
                $"{rule.Path}.name", $"is {rule.Item.Name}, the name of a rule of the platform; choose another")),
        ];
    }

    /// <summary>Returns a problem if the repository has an SSH address.</summary>
    public static IEnumerable<SettingProblem> HttpsRepository(PlatformSettings draft) =>
        draft.GitOps?.RepoUrl is not { } url || url.StartsWith("https://", StringComparison.Ordinal) ? [] :
        [
            new($"{ConfigKeys.PlatformPath}.gitOps.repoUrl", $"is {url}; the firewall allows HTTPS, not SSH: write an HTTPS address"),
        ];
}
