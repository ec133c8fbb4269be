using System.Text.RegularExpressions;
using K8tre.Components.Addresses;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.Registration;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.GitOps;

/// <summary>What must hold between the settings of Argo CD, the repository and the environments.</summary>
internal static class GitOpsRules
{
    private const string Management = $"{ConfigKeys.PlatformPath}.management";
    private const string Environments = $"{ConfigKeys.PlatformPath}.environments";

    /// <summary>All problems, in the order of the settings.</summary>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft) =>
    [
        .. Repository(draft),
        .. ManagementMembers(draft),
        .. EnvironmentCount(draft),
        .. ClusterNames(draft),
        .. LoadBalancers(draft),
        .. SharedAddresses(draft),
    ];

    private static IEnumerable<SettingProblem> Repository(PlatformSettings draft)
    {
        const string path = $"{ConfigKeys.PlatformPath}.gitOps";
        if (draft.Management.Mode == ManagementMode.Stack && draft.GitOps is not null)
            yield return new(path, $"is set, and {Management}.mode is stack; the other stack says where Argo CD reads K8TRE from: remove it here");
        if (draft.Management.Mode == ManagementMode.None && draft.GitOps is not null)
            yield return new(path, $"is set, and {Management}.mode is none, which has no Argo CD; remove it");
        if (draft.Management.Mode is not (ManagementMode.Stack or ManagementMode.None) && draft.GitOps is null)
            yield return new(path, "is missing; add it");
    }

    private static IEnumerable<SettingProblem> ManagementMembers(PlatformSettings draft)
    {
        var management = draft.Management;
        if (management.Mode == ManagementMode.None && draft.Vendor == Vendor.K3s)
            yield return new($"{Management}.mode", "is none, which is what clusters of a cloud share; with vendor k3s write inCluster, cluster or stack");
        if (management.Mode == ManagementMode.Stack && management.Stack is null)
            yield return new($"{Management}.stack", $"is missing, and {Management}.mode is stack; write organization/project/stack, as `pulumi stack ls` shows it");
        if (management.Mode != ManagementMode.Stack && management.Stack is not null)
            yield return new($"{Management}.stack", $"is set, and {Management}.mode is {Text(management.Mode)}; remove it, or write mode: stack");
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
            yield return new(Environments, $"holds {environments.Count}, and {Management}.mode is none, which has no clusters; remove them, or write another mode");
        if (draft.Management.Mode is not (ManagementMode.Cluster or ManagementMode.None) && environments.Count == 0)
            yield return new(Environments, "holds 0; add an environment");
        if (draft.Management.Mode == ManagementMode.InCluster && environments.Count > 1)
            yield return new(Environments, $"holds {environments.Count}; Argo CD runs inside the cluster of one environment: write one, or {Management}.mode: cluster");
    }

    private static IEnumerable<SettingProblem> ClusterNames(PlatformSettings draft)
    {
        var name = ManagementSettings.ClusterNameIn(draft);
        if (draft.Management.Mode == ManagementMode.Cluster && name.Length > ClusterLabels.MaximumLength)
        {
            yield return new(
                $"{ConfigKeys.PlatformPath}.name",
                $"makes the management cluster's name '{name}', {name.Length} characters; supply at most {ClusterLabels.MaximumLength}");
        }
    }

    // MetalLB comes with K8TRE, which is not in a management cluster.
    private static IEnumerable<SettingProblem> LoadBalancers(PlatformSettings draft)
    {
        if (draft.Management.K3s is { LoadBalancerRange: { } range })
            yield return new($"{Management}.k3s.loadBalancerRange", $"is {range}, and nothing in a management cluster takes addresses; remove it");
        foreach (var (environment, path) in SettingList.For(draft.Environments, Environments))
        {
            if (environment.K3s is { LoadBalancerRange: null })
                yield return new($"{path}.k3s.loadBalancerRange", "is missing; add it");
        }
    }

    // One domain leads to one cluster, one host is a node of one, and one address belongs to one load balancer.
    private static IEnumerable<SettingProblem> SharedAddresses(PlatformSettings draft)
    {
        foreach (var repeated in Repeated(SettingList.For(draft.Environments, Environments)
            .Where(item => item.Item.ExternalDomain is not null)
            .Select(item => ($"{item.Path}.externalDomain", item.Item.ExternalDomain))))
            yield return new(repeated.Path, $"is {repeated.Value} like {repeated.First}; every environment needs a domain of its own");

        var clusters = PlatformRules.Clusters(draft).ToArray();
        var hosts = clusters.SelectMany(
            cluster => SettingList.For(cluster.K3s.Servers, $"{cluster.Path}.servers").Concat(SettingList.For(cluster.K3s.Agents, $"{cluster.Path}.agents")),
            (cluster, host) => (Cluster: cluster.Path, Path: $"{host.Path}.address", Value: host.Item.Address));
        foreach (var same in hosts.Where(host => host.Value is not null).GroupBy(host => host.Value))
        {
            foreach (var repeated in same.Where(host => host.Cluster != same.First().Cluster))
                yield return new(repeated.Path, $"is {repeated.Value} like {same.First().Path}; a host is a node of one cluster");
        }

        for (var i = 0; i < clusters.Length; i++)
        {
            for (var j = i + 1; j < clusters.Length; j++)
            {
                if (clusters[i].K3s.LoadBalancerRange is { } one && clusters[j].K3s.LoadBalancerRange is { } other && Overlap(one, other))
                {
                    yield return new(
                        $"{clusters[j].Path}.loadBalancerRange",
                        $"is {other} and shares addresses with {clusters[i].Path}.loadBalancerRange {one}; two clusters would answer for them");
                }
            }
        }
    }

    private static bool Overlap(IPv4Range one, IPv4Range other) => one.Contains(other.First) || other.Contains(one.First);

    private static IEnumerable<(string Path, string Value, string First)> Repeated(IEnumerable<(string Path, string Value)> values) => values
        .GroupBy(item => item.Value)
        .SelectMany(same => same.Skip(1), (same, repeated) => (repeated.Path, repeated.Value, same.First().Path));

    private static string Text(ManagementMode mode) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(mode.ToString());
}
