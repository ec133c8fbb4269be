using System.Net;
using K8tre.Components.GitOps;

namespace K8tre.Stacks.Settings;

/// <summary>What must hold between settings. A draft may lack what could not be read: rules look at what is there.</summary>
internal static class PlatformRules
{
    private const int LabelLength = 63;
    private const string ManagementK3s = $"{Keys.PlatformPath}.management.k3s";

    /// <summary>All problems, in the order of the settings.</summary>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft) =>
    [
        .. GitOpsRules.Check(draft),
        .. ArgoCdRules.Check(draft),
        .. draft.Management.K3s is { } k3s ? Ranges(k3s, ManagementK3s).Concat(Hosts(k3s, ManagementK3s)) : [],
        .. UniqueEnvironments(draft),
        .. Each(draft.Environments, $"{Keys.PlatformPath}.environments").SelectMany(item => Environment(draft, item.Value, item.Path)),
        .. SourceSecretsRules.Check(draft),
        .. Secrets(draft),
    ];

    private static IEnumerable<SettingProblem> UniqueEnvironments(PlatformSettings draft) =>
        Each(draft.Environments, $"{Keys.PlatformPath}.environments")
            .Where(item => item.Value.Environment != default)
            .GroupBy(item => item.Value.Environment)
            .SelectMany(same => same.Skip(1), (same, repeated) => new SettingProblem(
                $"{repeated.Path}.environment",
                $"is {Text(same.Key)} like {same.First().Path}; Argo CD tells clusters apart by vendor and environment, so write each once"));

    private static IEnumerable<SettingProblem> Environment(PlatformSettings draft, EnvironmentSettings environment, string path)
    {
        var clusterName = environment.ClusterNameIn(draft);
        if (clusterName.Length > LabelLength)
        {
            yield return new SettingProblem(
                $"{path}.environment",
                $"makes the cluster's name '{clusterName}', {clusterName.Length} characters; a label holds {LabelLength}: shorten {Keys.PlatformPath}.name");
        }

        foreach (var (application, at) in Each(environment.Skip, $"{path}.skip"))
        {
            if (!ClusterLabels.Skippable.Contains(application))
            {
                yield return new SettingProblem(
                    at, $"is \"{application}\"; allowed are {string.Join(", ", ClusterLabels.Skippable)}{Nearest.Hint(application, ClusterLabels.Skippable)}");
            }
        }

        if (environment.K3s is { } k3s)
        {
            foreach (var problem in Ranges(k3s, $"{path}.k3s").Concat(Hosts(k3s, $"{path}.k3s")))
                yield return problem;
        }
    }

    private static IEnumerable<SettingProblem> Ranges(K3sSettings k3s, string path)
    {
        (string Key, IPNetwork Range)[] ranges =
            [("nodeCidr", k3s.NodeCidr), ("podCidr", k3s.PodCidr), ("serviceCidr", k3s.ServiceCidr)];
        for (var i = 0; i < ranges.Length; i++)
        {
            for (var j = i + 1; j < ranges.Length; j++)
            {
                if (ranges[i].Range != default && ranges[j].Range != default && Cidr.Overlap(ranges[i].Range, ranges[j].Range))
                {
                    yield return new SettingProblem(
                        $"{path}.{ranges[j].Key}",
                        $"is {ranges[j].Range} and overlaps {ranges[i].Key} {ranges[i].Range}; choose ranges that share no address");
                }
            }
        }

        if (k3s.PodCidr.PrefixLength > 24)
            yield return new SettingProblem($"{path}.podCidr", $"is {k3s.PodCidr}; every node takes a /24 of it: supply /24 or larger");
        if (k3s.ServiceCidr != default && k3s.ServiceCidr.PrefixLength is < 12 or > 24)
            yield return new SettingProblem($"{path}.serviceCidr", $"is {k3s.ServiceCidr}; supply /12 to /24");
        if (k3s.LoadBalancerRange is { } range && k3s.NodeCidr != default && !range.IsInside(k3s.NodeCidr))
        {
            yield return new SettingProblem(
                $"{path}.loadBalancerRange",
                $"is {range}, outside nodeCidr {k3s.NodeCidr}; MetalLB answers for addresses of the hosts' own network only");
        }
    }

    private static IEnumerable<SettingProblem> Hosts(K3sSettings k3s, string path)
    {
        foreach (var (host, at) in Each(k3s.Servers, $"{path}.servers"))
        {
            if (!IPAddress.TryParse(host.Address, out var address))
                continue;
            if (k3s.NodeCidr != default && !k3s.NodeCidr.Contains(address))
                yield return new SettingProblem($"{at}.address", $"is {address}, outside nodeCidr {k3s.NodeCidr}; correct one of them");
            if (k3s.LoadBalancerRange?.Contains(address) == true)
                yield return new SettingProblem($"{at}.address", $"is {address}, inside loadBalancerRange {k3s.LoadBalancerRange}; take the host's address out of it");
        }
    }

    private static IEnumerable<SettingProblem> Secrets(PlatformSettings draft)
    {
        if (draft.Ssh is { Authentication: SshAuthentication.PrivateKey } && draft.Secrets.SshPrivateKey is null)
        {
            yield return new(
                Keys.SshPrivateKeyPath,
                $"is not set, and {Keys.PlatformPath}.ssh.authentication is privateKey; run: pulumi config set --secret {Keys.SshPrivateKeyPath} < your-private-key");
        }
    }

    private static IEnumerable<(T Value, string Path)> Each<T>(IReadOnlyList<T>? items, string path) =>
        (items ?? []).Select((item, index) => (item, $"{path}[{index}]"))
            .Where(pair => pair.item is not null);

    private static string Text<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
