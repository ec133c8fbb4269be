using K8tre.Components.Clusters;
using K8tre.Components.OnPrem;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>Rules between the settings of one K3s cluster.</summary>
/// <param name="k3s">The cluster's settings, as far as they could be read.</param>
/// <param name="path">Their path.</param>
/// <param name="clusterName">Name of the cluster. Null: a part of it could not be read.</param>
internal sealed class K3sRules(K3sSettings k3s, string path, string? clusterName)
{
    /// <summary>Returns all problems.</summary>
    public IEnumerable<SettingProblem> Check() =>
    [
        .. new K3sNetworkRules(k3s, path).Check(),
        .. ServerCount(),
        .. OrdinaryHosts(),
        .. new HostRules(k3s, path).Check(),
        .. new K3sArtefactRules(k3s, path).Check(),
        .. new EncryptionRules(k3s, path).Check(),
        .. Registries(),
        .. SettingList.NotOfFormat(k3s.Proxy?.Direct, $"{path}.proxy.direct", Formats.ProxyException, Formats.ProxyExceptionHint),
        .. SettingList.NotOfFormat(k3s.PodSecurityExemptions, $"{path}.podSecurityExemptions", Formats.DnsLabel, Formats.DnsLabelHint),
        .. SettingList.Repeated(
            SettingList.For((k3s as K3sTargetSettings)?.NfsExports, $"{path}.nfsExports"), export => export.Name, ".name",
            "every volume needs a name of its own"),
        .. PodSecurity(),
        .. VolumeBackups(),
        .. Schedules(),
        .. Removal(),
    ];

    // A lost server stays in the settings until it is removed or its replacement is added. Its cluster may count it or not.
    private IEnumerable<SettingProblem> ServerCount()
    {
        if (k3s.Servers is not { Count: > 0 } servers)
            yield break;
        var lost = servers.Count(server => server is { Lost: true });
        if (lost == servers.Count)
            yield return new(
                $"{path}.servers", "are all lost; add a host, and restore a snapshot there as docs/guides/on-premise.md describes");
        else if (servers.Count is not (1 or 3 or 5) && servers.Count - lost is not (1 or 3 or 5))
        {
            var found = $"holds {servers.Count}{(lost > 0 ? $", {lost} of them lost" : "")}";
            var instead = servers.Count > 5 ? 5 : servers.Count - 1;
            yield return new(
                $"{path}.servers",
                $"{found}; etcd needs a majority of its servers, so {servers.Count} are no safer than {instead}: write one, three or five, "
                + "and keep the entry of a lost server, with lost: true, until its replacement is there");
        }
    }

    private IEnumerable<SettingProblem> OrdinaryHosts()
    {
        var taints = HostRules.HostsOf(k3s, path).Where(pair => !pair.Host.Lost)
            .Select(pair => SettingList.For(pair.Host.Taints, pair.Path).Select(taint => taint.Item)).ToArray();
        if (taints.Length > 0 && !taints.Any(NodeTaint.AdmitOrdinaryPods))
        {
            yield return new(
                $"{path}.servers",
                "and agents all have a taint with NoSchedule or NoExecute, and pods without tolerations, such as those of Argo CD and "
                + "K8TRE, run on none of them; remove the taint of a host, or add an agent without one");
        }
    }

    private IEnumerable<SettingProblem> Schedules() =>
        from schedule in new[]
        {
            (Path: $"{path}.snapshots.schedule", Text: k3s.Snapshots?.Schedule, Effect: "no snapshot is ever taken with it"),
            (Path: $"{path}.volumeBackups.schedule", Text: (k3s as K3sTargetSettings)?.VolumeBackups?.Schedule,
                Effect: "no volume is ever backed up with it"),
        }
        where schedule.Text is not null
        let problem = CronSchedule.Problem(schedule.Text)
        where problem is not null
        select new SettingProblem(schedule.Path, $"is \"{schedule.Text}\", and {schedule.Effect}: {problem}");

    private IEnumerable<SettingProblem> VolumeBackups()
    {
        if (k3s is K3sTargetSettings { VolumeBackups: not null } && k3s.Snapshots is { S3: null })
            yield return new($"{path}.volumeBackups", "is set, and snapshots.s3 is not; backups go to that bucket: add it");
    }

    // Exempt namespaces do not help: those of projects have names that are not known.
    private IEnumerable<SettingProblem> PodSecurity()
    {
        if (k3s is K3sTargetSettings { PodSecurity: PodSecurityLevel.Restricted })
        {
            yield return new(
                $"{path}.podSecurity",
                $"is restricted, and K8TRE's pods in {string.Join(", ", K8trePodSecurity.Baseline)} and in the namespaces of projects "
                + "are not: they would not start; write baseline");
        }
    }

    private IEnumerable<SettingProblem> Registries()
    {
        var mirrors = SettingList.For(k3s.Registries?.Mirrors, $"{path}.registries.mirrors").ToArray();
        return
        [
            .. mirrors.SelectMany(mirror => SettingList.NotOfFormat(
                mirror.Item.Endpoints, $"{mirror.Path}.endpoints", Formats.HttpsUrl, Formats.HttpsUrlHint)),
            .. SettingList.Repeated(mirrors, mirror => mirror.Registry, ".registry", "write its endpoints in one list"),
        ];
    }

    // The name makes sure that a copied file does not delete the data of another cluster.
    private IEnumerable<SettingProblem> Removal()
    {
        if (k3s.RemoveDataOf is { } name && clusterName is not null && name != clusterName)
            yield return new(
                $"{path}.removeDataOf",
                $"is {name}; write {clusterName} to delete the data of removed nodes, or remove it to keep the data");
    }
}
