using K8tre.Components.Clusters;
using K8tre.Components.OnPrem;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Which weaker settings stand without a waiver, and which waivers do not hold.</summary>
/// <param name="draft">The settings, as far as they could be read.</param>
/// <param name="today">The day as of which waivers hold.</param>
internal sealed class WaiverRules(PlatformSettings draft, DateOnly today)
{
    /// <summary>All problems.</summary>
    public IEnumerable<SettingProblem> Check() => [.. Needed().Where(need => !IsWaived(need)).Select(Missing), .. Expired(), .. Idle()];

    private IEnumerable<Need> Needed()
    {
        if (draft.Ssh?.Bastion is { HostKey: null })
            yield return new(WaivableRule.PinnedHostKey, "bastion", $"{ConfigKeys.PlatformPath}.ssh.bastion.hostKey", "is not set, and whoever answers would be believed to be the bastion; write its public key");
        foreach (var (k3s, path, subject) in PlatformRules.Clusters(draft))
        {
            foreach (var (host, at) in SettingList.For(k3s.Servers, $"{path}.servers")
                .Concat(SettingList.For(k3s.Agents, $"{path}.agents")))
            {
                if (host.HostKey is null && host.Name is not null)
                    yield return new(WaivableRule.PinnedHostKey, host.Name, $"{at}.hostKey", "is not set, and whoever answers there would be believed and given the cluster's secrets; write the host's public key");
            }
            if (k3s.PodSecurity == PodSecurityLevel.Privileged && subject is not null)
            {
                yield return new(
                    WaivableRule.PodSecurity,
                    subject,
                    $"{path}.podSecurity",
                    "is privileged, and every pod could take over its host; write baseline, and name the namespaces that need more in podSecurityExemptions");
            }
        }
        foreach (var need in NeededInClouds())
            yield return need;
    }

    private IEnumerable<Need> NeededInClouds()
    {
        if (draft.Aws is { Firewall: false })
            yield return new(WaivableRule.EgressFirewall, "platform", $"{ConfigKeys.PlatformPath}.aws.firewall", "is false, and whoever knows an address reaches it; write true");
        foreach (var (path, subject, ranges, isPublic) in CloudClusters().Where(cluster => cluster.Subject is not null))
        {
            if (ranges > 0)
                yield return new(WaivableRule.PrivateApi, subject!, $"{path}.publicRanges", $"holds {ranges}, and the API server has an address in the internet; remove them");
            if (isPublic)
                yield return new(WaivableRule.PrivateGateway, subject!, $"{path}.publicGateway", "is true, and the internet reaches the environment's gateway; write false");
        }
    }

    private IEnumerable<(string Path, string? Subject, int Ranges, bool IsPublic)> CloudClusters()
    {
        const string management = $"{ConfigKeys.PlatformPath}.management";
        if (draft.Management.Aws is { } eks)
            yield return ($"{management}.aws", "management", eks.PublicRanges?.Count ?? 0, eks.PublicGateway);
        if (draft.Management.Azure is { } service)
            yield return ($"{management}.azure", "management", service.PublicRanges?.Count ?? 0, service.PublicGateway);
        foreach (var (environment, path) in SettingList.For(draft.Environments, $"{ConfigKeys.PlatformPath}.environments"))
        {
            var subject = environment.Environment == default ? null : environment.Environment.Label();
            if (environment.Aws is { } own)
                yield return ($"{path}.aws", subject, own.PublicRanges?.Count ?? 0, own.PublicGateway);
            if (environment.Azure is { } aks)
                yield return ($"{path}.azure", subject, aks.PublicRanges?.Count ?? 0, aks.PublicGateway);
        }
    }

    private bool IsWaived(Need need) => Waivers().Any(waiver => waiver.Item.Rule == need.Rule && waiver.Item.Subject == need.Subject);

    private static SettingProblem Missing(Need need) => new(
        need.Path, $"{need.Problem}, or add a waiver of the rule {Camel(need.Rule)} for the subject {need.Subject} to {ConfigKeys.PlatformPath}.waivers");

    private IEnumerable<SettingProblem> Expired() => Waivers()
        .Where(waiver => waiver.Item.Expires != default && waiver.Item.Expires < today)
        .Select(waiver => new SettingProblem(
            $"{waiver.Path}.expires", $"is {waiver.Item.Expires:yyyy-MM-dd}, which has passed; mend what it waives, or have {waiver.Item.Owner ?? "its owner"} decide anew"));

    // A waiver of nothing looks like a decision that somebody took, and would hide the next weakening.
    private IEnumerable<SettingProblem> Idle()
    {
        var needed = Needed().ToArray();
        return Waivers()
            .Where(waiver => waiver.Item.Subject is not null && waiver.Item.Rule != default && !needed.Any(need => need.Rule == waiver.Item.Rule && need.Subject == waiver.Item.Subject))
            .Select(waiver => new SettingProblem(waiver.Path, $"waives {Camel(waiver.Item.Rule)} for {waiver.Item.Subject}, where nothing needs it; remove it"));
    }

    private IEnumerable<(Waiver Item, string Path)> Waivers() => SettingList.For(draft.Waivers, $"{ConfigKeys.PlatformPath}.waivers");

    private static string Camel(WaivableRule rule) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(rule.ToString());

    private sealed record Need(WaivableRule Rule, string Subject, string Path, string Problem);
}
