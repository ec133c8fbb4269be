using System.Text.RegularExpressions;
using K8tre.Components.Addresses;
using K8tre.Components.Clusters;
using K8tre.Components.Network;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.GitOps;

/// <summary>Rules between the settings of the repository, the place where Argo CD runs, and the environments.</summary>
internal static class GitOpsRules
{
    private const string Management = ConfigKeys.ManagementPath;
    private const string Environments = ConfigKeys.EnvironmentsPath;

    /// <summary>Returns all problems, in the order of the settings.</summary>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft) =>
    [
        .. Repository(draft),
        .. ManagementMembers(draft),
        .. EnvironmentCount(draft),
        .. ClusterNames(draft),
        .. Domains(draft),
        .. Hosts(draft),
        .. LoadBalancers(draft),
    ];

    private static IEnumerable<SettingProblem> Repository(PlatformSettings draft)
    {
        const string path = $"{ConfigKeys.PlatformPath}.gitOps";
        if (draft.Management.Mode == ManagementMode.Stack && draft.GitOps is not null)
            yield return new(
                path, $"is set, and {Management}.mode is stack; the repository is a setting of the other stack: remove it here");
        if (draft.Management.Mode == ManagementMode.None && draft.GitOps is not null)
            yield return new(path, $"is set, and {Management}.mode is none, which has no Argo CD; remove it");
        if (draft.Management.Mode is not (ManagementMode.Stack or ManagementMode.None) && draft.GitOps is null)
            yield return new(path, "is missing; add it");
    }

    private static IEnumerable<SettingProblem> ManagementMembers(PlatformSettings draft)
    {
        var (management, mode) = (draft.Management, draft.Management.Mode);
        if (mode == ManagementMode.None && draft.Vendor == Vendor.K3s)
            yield return new(
                $"{Management}.mode",
                "is none, which creates shared resources of a cloud; with vendor k3s write inCluster, cluster or stack");
        if (mode == ManagementMode.Stack && management.Stack is null)
            yield return new($"{Management}.stack", $"is missing, and {Management}.mode is stack; {Formats.StackNameHint}");
        if (mode != ManagementMode.Stack && management.Stack is not null)
            yield return new(
                $"{Management}.stack", $"is set, and {Management}.mode is {SettingsJson.Text(mode)}; remove it, or write mode: stack");
        foreach (var (group, path) in SettingList.For(management.ApiGroups, $"{Management}.apiGroups"))
        {
            if (!Regex.IsMatch(group, Formats.DomainName))
                yield return new(path, $"is \"{group}\"; write an API group of your own, like apps.example.org");
        }
    }

    private static IEnumerable<SettingProblem> EnvironmentCount(PlatformSettings draft)
    {
        if (draft.Environments is not { } environments)
            yield break;
        if (draft.Management.Mode == ManagementMode.None && environments.Count > 0)
        {
            yield return new(
                Environments,
                $"holds {environments.Count}, and {Management}.mode is none, which has no clusters; remove them, or write another mode");
        }
        if (draft.Management.Mode is not (ManagementMode.Cluster or ManagementMode.None) && environments.Count == 0)
            yield return new(Environments, "holds 0; add an environment");
        if (draft.Management.Mode == ManagementMode.InCluster && environments.Count > 1)
        {
            yield return new(
                Environments,
                $"holds {environments.Count}; Argo CD runs in the cluster of one environment: write one, or {Management}.mode: cluster");
        }
    }

    private static IEnumerable<SettingProblem> ClusterNames(PlatformSettings draft)
    {
        // A shorter limit of AWS has a rule of its own.
        if (draft.Management.Mode == ManagementMode.Cluster && draft.Name is not null && draft.Vendor != Vendor.Aws
            && ClusterSpec.ManagementName(draft.Name) is { Length: > CiliumArgs.LongestClusterName } name)
        {
            yield return new(
                $"{ConfigKeys.PlatformPath}.name",
                $"makes the management cluster's name '{name}', {name.Length} characters; Cilium allows {CiliumArgs.LongestClusterName}: "
                + "shorten it");
        }
    }

    private static IEnumerable<SettingProblem> Domains(PlatformSettings draft) => SettingList.Repeated(
        SettingList.For(draft.Environments, Environments), environment => environment.ExternalDomain, ".externalDomain",
        "every environment needs a domain of its own");

    // Within a cluster, HostRules checks it.
    private static IEnumerable<SettingProblem> Hosts(PlatformSettings draft) =>
        from cluster in DraftCluster.In(draft)
        from host in HostRules.HostsOf(cluster.K3s, $"{cluster.Path}.k3s")
        where host.Host.Address is not null
        group (cluster, host.Host.Address, host.Path) by host.Host.Address into same
        from repeated in same.Skip(1)
        where repeated.cluster != same.First().cluster
        select new SettingProblem(
            $"{repeated.Path}.address", $"is {repeated.Address} like {same.First().Path}.address; a host is a node of one cluster");

    private static IEnumerable<SettingProblem> LoadBalancers(PlatformSettings draft)
    {
        (IPv4Range Range, string Path)[] ranges =
        [
            .. from item in SettingList.For(draft.Environments, Environments)
               where item.Item.K3s?.LoadBalancerRange is not null
               select (item.Item.K3s!.LoadBalancerRange, $"{item.Path}.k3s.loadBalancerRange"),
        ];
        foreach (var (index, (range, path)) in ranges.Index())
        {
            foreach (var earlier in ranges[..index].Where(earlier =>
                earlier.Range.Contains(range.First) || range.Contains(earlier.Range.First)).Take(1))
                yield return new(
                    path, $"is {range} and shares addresses with {earlier.Path} {earlier.Range}; choose ranges that share no address");
        }
    }
}
