using K8tre.Components;
using K8tre.Components.GitOps.Monitoring;
using K8tre.Components.Network;
using K8tre.Stacks.Settings.Reading;
using K8tre.Stacks.Settings.Supply;

namespace K8tre.Stacks.Settings;

/// <summary>Rules for files in place of downloads: each exists, has the expected content, and is of the pinned version.</summary>
internal static class ArtefactRules
{
    // A ConfigMap holds 1 MiB, and base64 adds a third.
    private const int LargestCharts = 700 * 1024;

    private const string At = $"{ConfigKeys.PlatformPath}.artefacts";

    /// <summary>Returns all problems.</summary>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft)
    {
        if (draft.Artefacts is not { } artefacts)
            return [];
        SettingProblem?[] problems =
        [
            GatewayDefinitions($"{At}.gatewayApi.file", artefacts.GatewayApi),
            MonitoringDefinitions(draft, $"{At}.monitoring.file", artefacts.Monitoring),
            Chart($"{At}.cilium.file", artefacts.Cilium, Versions.Cilium),
            Chart($"{At}.argoCd.file", artefacts.ArgoCd, Versions.ArgoCd),
            Chart($"{At}.csiDriverNfs.file", artefacts.CsiDriverNfs, Versions.CsiDriverNfs),
            artefacts.CsiDriverNfs is not null && !HasNfsClass(draft)
                ? new($"{At}.csiDriverNfs", "is set, and no environment has k3s.nfsClass, which alone needs this chart; remove it")
                : null,
            artefacts is { ChartMirror: not null, Cilium: not null, ArgoCd: not null }
            && (artefacts.CsiDriverNfs is not null || !HasNfsClass(draft))
                ? new($"{At}.chartMirror", "is set, and the files of all charts are set too; write the mirror or the files")
                : null,
        ];
        return problems.OfType<SettingProblem>().Concat(K8treCharts(artefacts));
    }

    private static bool HasNfsClass(PlatformSettings draft) =>
        SettingList.For(draft.Environments, "").Any(environment => environment.Item.K3s is { NfsClass: not null });

    private static IEnumerable<SettingProblem> K8treCharts(ArtefactSettings artefacts)
    {
        var (names, size) = (new HashSet<string>(), 0L);
        foreach (var (chart, path) in SettingList.For(artefacts.K8treCharts, $"{At}.k8treCharts"))
        {
            if (chart.File is not { } file)
                continue;
            if (ProjectFiles.Problem($"{path}.file", file, chart.Sha256, "the archive of a chart, with helm pull") is { } problem)
                yield return problem;
            else if (ChartArchive.Identity(ProjectFiles.Locate(file)) is not { } identity)
                yield return new($"{path}.file", $"is {file}, which is not an archive of a Helm chart; fetch it with helm pull");
            else if (!names.Add(identity))
                yield return new($"{path}.file", $"is {file}, which is {identity} again; write each chart once");
            else if ((size += new FileInfo(ProjectFiles.Locate(file)).Length) > LargestCharts)
                yield return new(
                    $"{path}.file", $"is {file}, and all archives together have more than 700 KiB; write fewer or smaller ones");
        }
    }

    // The bundle contains its version and channel: https://gateway-api.sigs.k8s.io/concepts/versioning/
    private static SettingProblem? GatewayDefinitions(string at, ArtefactFileSettings? given) => Definitions(
        at,
        given,
        GatewayApi.Bundle,
        Versions.GatewayApi.Sha256.GetValueOrDefault(Path.GetFileName(GatewayApi.Bundle.AbsolutePath)),
        $"the standard channel of {Versions.GatewayApi.Version}",
        $"gateway.networking.k8s.io/bundle-version: {Versions.GatewayApi.Version}\n",
        "gateway.networking.k8s.io/channel: standard\n");

    private static SettingProblem? MonitoringDefinitions(PlatformSettings draft, string at, ArtefactFileSettings? given)
    {
        if (given is not null && draft.Environments is { } all && !all.Any(target => MonitoringApi.IsNeededIn(target.Environment)))
            return new(at, "is set, and no environment is prd; only prd has monitoring: remove it");
        var version = Versions.PrometheusOperator.Version;
        return Definitions(
            at,
            given,
            MonitoringApi.Bundle,
            Versions.PrometheusOperator.Sha256.GetValueOrDefault(Path.GetFileName(MonitoringApi.Bundle.AbsolutePath)),
            $"the bundle of {version}",
            $"operator.prometheus.io/version: {version[1..]}\n");
    }

    private static SettingProblem? Definitions(
        string at, ArtefactFileSettings? given, Uri source, string? published, string what, params ReadOnlySpan<string> lines)
    {
        if (given?.File is not { } file)
            return null;
        if (ProjectFiles.Problem(at, file, given.Sha256, source.AbsoluteUri) is { } problem)
            return problem;
        var text = File.ReadAllText(ProjectFiles.Locate(file));
        foreach (var line in lines)
        {
            if (!text.Contains(line, StringComparison.Ordinal))
                return new(at, $"is {file}, which is not {what}; fetch {source}");
        }
        return published is null ? null : Changed(at, file, given.Sha256, published, source.AbsoluteUri);
    }

    // A digest in the settings means that the operator changed the file, and answers for it.
    private static SettingProblem? Changed(string at, string file, string? given, string published, string what) =>
        given is null && ProjectFiles.Problem(at, file, published, what) is { } problem
            ? problem with { Text = $"{problem.Text}, or, if you changed it on purpose, add its sha256 beside the file" }
            : null;

    private static SettingProblem? Chart(string at, ArtefactFileSettings? given, HelmChart pinned)
    {
        if (given?.File is not { } file)
            return null;
        var what = $"{pinned.Name} {pinned.Version}";
        if (ProjectFiles.Problem(at, file, given.Sha256, $"the archive of {what}") is { } problem)
            return problem;
        var found = ChartArchive.Identity(ProjectFiles.Locate(file));
        if (found == what)
            return pinned.Sha256 is null ? null : Changed(at, file, given.Sha256, pinned.Sha256, $"the archive of {what}");
        var text = found is null ? "not an archive of a Helm chart" : $"{found}, not {what}";
        return new(at, $"is {file}, which is {text}; run: helm pull {pinned.Name} --repo {pinned.Repository} --version {pinned.Version}");
    }
}
