using K8tre.Components.Clusters;
using K8tre.Components.OnPrem;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Rules for waivers: settings that need one, and waivers that are not valid.</summary>
/// <param name="draft">The settings, as far as they could be read.</param>
/// <param name="today">Day on which waivers are checked.</param>
internal sealed class WaiverRules(PlatformSettings draft, DateOnly today)
{
    private readonly (Waiver Item, string Path)[] _waivers = [.. SettingList.For(draft.Waivers, $"{ConfigKeys.PlatformPath}.waivers")];

    /// <summary>Returns all problems.</summary>
    public IEnumerable<SettingProblem> Check()
    {
        var needs = Bastion().Concat(Hosts()).Concat(PodSecurity()).Concat(Clouds()).Concat(SignIn()).ToArray();
        return
        [
            .. needs.Where(need => !_waivers.Any(waiver => need.IsFor(waiver.Item))).Select(need => need.Problem),
            .. _waivers.Where(waiver => waiver.Item.Expires != default && waiver.Item.Expires < today).Select(Expired),
            .. _waivers.Where(waiver => waiver.Item is { Subject: not null, Rule: not default(WaivableRule) })
                .Where(waiver => !needs.Any(need => need.IsFor(waiver.Item)))
                .Select(Unused),
        ];
    }

    private IEnumerable<Need> Bastion()
    {
        if (draft.Ssh?.Bastion is { HostKey: null })
        {
            yield return new(
                WaivableRule.PinnedHostKey, "bastion", $"{ConfigKeys.PlatformPath}.ssh.bastion.hostKey",
                "is not set, and any host could pretend to be the bastion; write its public key");
        }
    }

    private IEnumerable<Need> Hosts() =>
        from cluster in DraftCluster.In(draft)
        from host in HostRules.HostsOf(cluster.K3s, $"{cluster.Path}.k3s")
        where host.Host is { HostKey: null, Name: not null }
        select new Need(
            WaivableRule.PinnedHostKey, host.Host.Name, $"{host.Path}.hostKey",
            "is not set, and any host could pretend to be this one and get the cluster's secrets; write the host's public key");

    private IEnumerable<Need> PodSecurity() =>
        from cluster in DraftCluster.In(draft)
        where cluster is { K3s.PodSecurity: PodSecurityLevel.Privileged, Subject: not null }
        select new Need(
            WaivableRule.PodSecurity, cluster.Subject!, $"{cluster.Path}.k3s.podSecurity",
            "is privileged, and every pod could take over its host; "
            + "write baseline, and name the namespaces that need more in podSecurityExemptions");

    private IEnumerable<Need> Clouds()
    {
        if (draft.Aws is { Firewall: false })
        {
            yield return new(
                WaivableRule.EgressFirewall, "platform", $"{ConfigKeys.PlatformPath}.aws.firewall",
                "is false, and clusters can connect to any address; write true");
        }
        foreach (var cluster in DraftCluster.In(draft).Where(cluster => cluster.Subject is not null))
        {
            var path = $"{cluster.Path}.{(cluster.Eks is null ? "aks" : "eks")}";
            if ((cluster.Eks?.PublicRanges ?? cluster.Aks?.PublicRanges) is { Count: > 0 } ranges)
            {
                yield return new(
                    WaivableRule.PrivateApi, cluster.Subject!, $"{path}.publicRanges",
                    $"holds {ranges.Count}, and the API server has a public address; remove them");
            }
            if (cluster.Environment is { Eks.PublicGateway: true } or { Aks.PublicGateway: true })
            {
                yield return new(
                    WaivableRule.PrivateGateway, cluster.Subject!, $"{path}.publicGateway",
                    "is true, and the internet reaches the environment's gateway; write false");
            }
        }
    }

    // A management cluster without environments serves other stacks, whose environments include production unless the settings say so.
    private IEnumerable<Need> SignIn()
    {
        var management = draft.Management;
        var environments = (draft.Environments ?? []).Where(item => item is not null).Select(item => item.Environment)
            .Concat((management.Stacks ?? []).Where(other => other is not null).SelectMany(other => other.Environments ?? []))
            .ToArray();
        var isProduction = environments.Contains(TreEnvironment.Prd) || (management.Mode == ManagementMode.Cluster && environments is []);
        var isHere = management.Mode is ManagementMode.InCluster or ManagementMode.Cluster;
        if (isHere && isProduction && draft.ArgoCd?.Sso is null)
        {
            yield return new(
                WaivableRule.SignIn,
                management.Mode == ManagementMode.Cluster ? "management" : TreEnvironment.Prd.Label(),
                $"{ConfigKeys.PlatformPath}.argoCd.sso",
                "is not set, and people would share the built-in administrator of production's Argo CD; add it");
        }
    }

    private static SettingProblem Expired((Waiver Item, string Path) waiver) => new(
        $"{waiver.Path}.expires",
        $"is {waiver.Item.Expires:yyyy-MM-dd}, which has passed; solve the problem, or ask {waiver.Item.Owner ?? "its owner"} for a "
        + "new decision");

    // An unused waiver looks like a decision, and would hide the next weak setting.
    private static SettingProblem Unused((Waiver Item, string Path) waiver) =>
        new(waiver.Path, $"waives {SettingsJson.Text(waiver.Item.Rule)} for {waiver.Item.Subject}, where nothing needs it; remove it");

    private sealed record Need(WaivableRule Rule, string Subject, string Path, string Text)
    {
        public SettingProblem Problem => new(
            Path,
            $"{Text}, or add a waiver of the rule {SettingsJson.Text(Rule)} for the subject {Subject} to "
            + $"{ConfigKeys.PlatformPath}.waivers");

        public bool IsFor(Waiver waiver) => waiver.Rule == Rule && waiver.Subject == Subject;
    }
}
