using System.Text.Json;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.Aws;
using K8tre.Stacks.Settings.Azure;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Which settings belong to which vendor.</summary>
/// <param name="draft">The settings, as far as they could be read.</param>
internal sealed class VendorRules(PlatformSettings draft)
{
    private const string Management = $"{ConfigKeys.PlatformPath}.management";

    private readonly (EnvironmentSettings Item, string Path)[] _environments = [.. SettingList.For(draft.Environments, $"{ConfigKeys.PlatformPath}.environments")];

    // Vendors whose clusters share something say so under a key of the platform.
    private readonly Member[] _members =
    [
        new(Vendor.K3s, HasShared: false, null, draft.Management.K3s, environment => environment.K3s),
        new(Vendor.Azure, HasShared: true, draft.Azure, draft.Management.Azure, environment => environment.Azure),
        new(Vendor.Aws, HasShared: true, draft.Aws, draft.Management.Aws, environment => environment.Aws),
    ];

    /// <summary>All problems. None where the vendor could not be read.</summary>
    public IEnumerable<SettingProblem> Check() => draft.Vendor == default ? [] :
    [
        .. _members.Where(member => member.Vendor != draft.Vendor).SelectMany(NotOurs),
        .. draft.Vendor != Vendor.K3s && draft.Ssh != new SshSettings() ? Foreign($"{ConfigKeys.PlatformPath}.ssh", draft.Ssh) : [],
        .. _members.Where(member => member.Vendor == draft.Vendor).SelectMany(Ours),
        .. draft.Vendor switch
        {
            Vendor.Azure => new AzureRules(draft).Check(),
            Vendor.Aws => new AwsRules(draft).Check(),
            _ => [],
        },
    ];

    private IEnumerable<SettingProblem> NotOurs(Member member) =>
    [
        .. Foreign($"{ConfigKeys.PlatformPath}.{member.Key}", member.Shared),
        .. Foreign($"{Management}.{member.Key}", member.Management),
        .. _environments.SelectMany(environment => Foreign($"{environment.Path}.{member.Key}", member.Cluster(environment.Item))),
    ];

    private IEnumerable<SettingProblem> Ours(Member member)
    {
        var mode = JsonNamingPolicy.CamelCase.ConvertName(draft.Management.Mode.ToString());
        if (member is { HasShared: true, Shared: null })
            yield return new($"{ConfigKeys.PlatformPath}.{member.Key}", "is missing; add it");
        if (draft.Management.Mode == ManagementMode.Cluster && member.Management is null)
            yield return new($"{Management}.{member.Key}", $"is missing, and {Management}.mode is cluster; write the management cluster");
        if (draft.Management.Mode != ManagementMode.Cluster && member.Management is not null)
            yield return new($"{Management}.{member.Key}", $"is set, and {Management}.mode is {mode}; remove it, or write mode: cluster");
        foreach (var (environment, path) in _environments.Where(environment => member.Cluster(environment.Item) is null))
            yield return new($"{path}.{member.Key}", "is missing; add it");
    }

    private IEnumerable<SettingProblem> Foreign(string path, object? value) => value is null ? [] :
        [new(path, $"is set, and {ConfigKeys.PlatformPath}.vendor is {draft.Vendor.Label()}; remove it")];

    private sealed record Member(Vendor Vendor, bool HasShared, object? Shared, object? Management, Func<EnvironmentSettings, object?> Cluster)
    {
        public string Key => Vendor.Label();
    }
}
