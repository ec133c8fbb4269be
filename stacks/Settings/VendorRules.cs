using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Rules for the settings of one vendor: which are required, and which are refused with another vendor.</summary>
/// <param name="draft">The settings, as far as they could be read.</param>
internal sealed class VendorRules(PlatformSettings draft)
{
    private static readonly Dictionary<SecretStoreKind, (Vendor Vendor, string Name)> Stores = new()
    {
        [SecretStoreKind.KeyVault] = (Vendor.Azure, "keyVault"),
        [SecretStoreKind.ParameterStore] = (Vendor.Aws, "parameterStore"),
    };

    private readonly DraftCluster[] _clusters = [.. DraftCluster.In(draft)];

    // A cloud has a part for the platform, and each cluster a part of its own.
    private readonly Part[] _parts =
    [
        new(Vendor.K3s, "k3s", Shared: null, cluster => cluster.K3s),
        new(Vendor.Azure, "aks", draft.Azure, cluster => cluster.Aks),
        new(Vendor.Aws, "eks", draft.Aws, cluster => cluster.Eks),
    ];

    /// <summary>Returns all problems. None if the vendor could not be read.</summary>
    public IEnumerable<SettingProblem> Check() => draft.Vendor == default ? [] :
    [
        .. _parts.Where(part => part.Vendor != draft.Vendor).SelectMany(Refused),
        .. draft.Vendor != Vendor.K3s && draft.Ssh != new SshSettings() ? Refused($"{ConfigKeys.PlatformPath}.ssh", draft.Ssh) : [],
        .. _parts.Where(part => part.Vendor == draft.Vendor).SelectMany(Required),
        .. Regions(),
        .. SecretStores(),
    ];

    private IEnumerable<SettingProblem> Refused(Part part) =>
    [
        .. Refused($"{ConfigKeys.PlatformPath}.{part.Vendor.Label()}", part.Shared),
        .. _clusters.SelectMany(cluster => Refused($"{cluster.Path}.{part.Key}", part.Of(cluster))),
    ];

    private IEnumerable<SettingProblem> Refused(string path, object? value) => value is null ? [] :
        [new(path, $"is set, and {ConfigKeys.PlatformPath}.vendor is {draft.Vendor.Label()}; remove it")];

    private IEnumerable<SettingProblem> Required(Part part)
    {
        if (part is { Shared: null, Vendor: not Vendor.K3s })
            yield return new($"{ConfigKeys.PlatformPath}.{part.Vendor.Label()}", "is missing; add it");
        foreach (var cluster in _clusters)
        {
            var (path, isSet, mode) = ($"{cluster.Path}.{part.Key}", part.Of(cluster) is not null, $"{ConfigKeys.ManagementPath}.mode");
            if (cluster.Environment is not null && !isSet)
                yield return new(path, "is missing; add it");
            if (cluster.Environment is null && !isSet && draft.Management.Mode == ManagementMode.Cluster)
                yield return new(path, $"is missing, and {mode} is cluster; add the management cluster");
            if (cluster.Environment is null && isSet && draft.Management.Mode != ManagementMode.Cluster)
                yield return new(
                    path, $"is set, and {mode} is {SettingsJson.Text(draft.Management.Mode)}; remove it, or write mode: cluster");
        }
    }

    // All clusters of a platform in a cloud are in one region.
    private IEnumerable<SettingProblem> Regions() =>
        from cluster in _clusters
        where draft.Vendor != Vendor.K3s && cluster.Environment?.Region is not null
        select new SettingProblem(
            $"{cluster.Path}.region",
            $"is {cluster.Environment!.Region}, and {ConfigKeys.PlatformPath}.vendor is {draft.Vendor.Label()}; "
            + $"a platform in a cloud has one region: write it in {ConfigKeys.PlatformPath}.{draft.Vendor.Label()}.region");

    private IEnumerable<SettingProblem> SecretStores()
    {
        foreach (var (environment, path) in SettingList.For(draft.Environments, ConfigKeys.EnvironmentsPath))
        {
            if (environment.SecretStore is { } store && Stores.TryGetValue(store, out var needed) && needed.Vendor != draft.Vendor)
            {
                var allowed = Stores.Values.Where(other => other.Vendor == draft.Vendor).Select(other => $"{other.Name} or ")
                    .SingleOrDefault();
                yield return new(
                    $"{path}.secretStore",
                    $"is {needed.Name}, and {ConfigKeys.PlatformPath}.vendor is {draft.Vendor.Label()}; write {allowed}kubernetes");
            }
        }
    }

    private sealed record Part(Vendor Vendor, string Key, object? Shared, Func<DraftCluster, object?> Of);
}
