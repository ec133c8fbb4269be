using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>What must hold between the settings of one K3s cluster.</summary>
/// <param name="k3s">The cluster's settings, as far as they could be read.</param>
/// <param name="path">Where they stand.</param>
/// <param name="clusterName">Name of the cluster; none where what it is made of could not be read.</param>
internal sealed class K3sRules(K3sSettings k3s, string path, string? clusterName)
{
    /// <summary>All problems.</summary>
    public IEnumerable<SettingProblem> Check() =>
    [
        .. new K3sNetworkRules(k3s, path).Check(),
        .. ServerCount(),
        .. new HostRules(k3s, path).Check(),
        .. new K3sArtefactRules(k3s, path).Check(),
        .. Registries(),
        .. SettingList.NotOfFormat(k3s.Proxy?.Direct, $"{path}.proxy.direct", Formats.ProxyException, Formats.ProxyExceptionHint),
        .. SettingList.NotOfFormat(k3s.PodSecurityExemptions, $"{path}.podSecurityExemptions", Formats.DnsLabel, Formats.DnsLabelHint),
        .. SettingList.Repeated(SettingList.For(k3s.NfsExports, $"{path}.nfsExports"), export => export.Name, ".name", "every volume needs a name of its own"),
        .. Removal(),
    ];

    // A lost server is counted until it leaves the settings, or the one that replaces it joins them: either number may be right.
    private IEnumerable<SettingProblem> ServerCount()
    {
        if (k3s.Servers is not { Count: > 0 } servers)
            yield break;
        var lost = servers.Count(server => server is { Lost: true });
        if (lost == servers.Count)
            yield return new($"{path}.servers", "are all lost; bring a host up, and see docs/guides/on-premise.md on how to restore a snapshot there");
        else if (servers.Count is not (1 or 3 or 5) && servers.Count - lost is not (1 or 3 or 5))
            yield return new($"{path}.servers", $"holds {servers.Count}{(lost > 0 ? $", {lost} of them lost" : "")}; write one, three or five: etcd goes on while more than half of them run, so {servers.Count} bear no more than {(servers.Count > 5 ? 5 : servers.Count - 1)}");
    }

    private IEnumerable<SettingProblem> Registries()
    {
        var mirrors = SettingList.For(k3s.Registries?.Mirrors, $"{path}.registries.mirrors").ToArray();
        return
        [
            .. mirrors.SelectMany(mirror => SettingList.NotOfFormat(mirror.Item.Endpoints, $"{mirror.Path}.endpoints", Formats.HttpsUrl, Formats.HttpsUrlHint)),
            .. SettingList.Repeated(mirrors, mirror => mirror.Registry, ".registry", "write its endpoints in one list"),
        ];
    }

    // An answer that fits one cluster alone: a copied file does not remove the data of another one.
    private IEnumerable<SettingProblem> Removal()
    {
        if (k3s.RemoveDataOf is { } name && clusterName is not null && name != clusterName)
            yield return new($"{path}.removeDataOf", $"is {name}; write {clusterName} to have the nodes' data removed with them, or take it out to keep it");
    }
}
