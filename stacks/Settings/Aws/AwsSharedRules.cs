using System.Net;
using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Network;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Aws;

/// <summary>
/// Rules between the settings that the clusters of a platform on AWS share: addresses, registry, pipelines, services of the account.
/// </summary>
/// <param name="draft">The settings, as far as they could be read.</param>
internal sealed class AwsSharedRules(PlatformSettings draft)
{
    private const string Path = $"{ConfigKeys.PlatformPath}.aws";
    private const int RegistryLength = 18;

    // The network that K8TRE's policy for AWS allows pods to reach:
    // https://github.com/k8tre/k8tre/blob/d9ff2e1/agnostics/default-network-policy/aws/base/clusterwide-networkpolicy.yaml
    private static readonly IPNetwork Reachable = IPNetwork.Parse("10.0.0.0/16");

    /// <summary>Returns all problems, in the order of the settings.</summary>
    public IEnumerable<SettingProblem> Check() => draft.Aws is not { } aws ? [] :
    [
        .. AddressSpace(aws),
        .. SettingList.NotOfFormat(aws.Budget?.Mails, $"{Path}.budget.mails", Formats.MailAddress, Formats.MailAddressHint),
        .. RegistryAccountRules.Check(aws.RegistryAccounts, Path, aws.Registry, "docker.io", "ghcr.io"),
        .. Names(aws),
        .. draft.Management.Mode == ManagementMode.None ? WithoutClusters(aws) : WithClusters(aws),
    ];

    private static IEnumerable<SettingProblem> AddressSpace(AwsSettings aws)
    {
        var space = aws.AddressSpace;
        if (space == default)
            yield break;
        if (space.PrefixLength is < AddressPlan.ShortestPrefix or > AddressPlan.LongestPrefix)
            yield return new($"{Path}.addressSpace", $"is {space}; supply /{AddressPlan.ShortestPrefix} to /{AddressPlan.LongestPrefix}");
        else if (!Reachable.Contains(space.BaseAddress) || space.PrefixLength < Reachable.PrefixLength)
        {
            yield return new(
                $"{Path}.addressSpace",
                $"is {space}; K8TRE allows pods to reach their network only within {Reachable}: supply that, or a part of it");
        }
        foreach (var (range, at) in SettingList.For(aws.Transit?.Ranges, $"{Path}.transit.ranges"))
        {
            if (DraftRange.Overlap(range, space))
                yield return new(at, $"is {range} and overlaps {Path}.addressSpace {space}; choose ranges that share no address");
        }
    }

    private IEnumerable<SettingProblem> Names(AwsSettings aws)
    {
        if (draft.Name is not { } name)
            yield break;
        var longest = draft.Management.Mode == ManagementMode.Cluster ? ClusterSpec.ManagementName(name) : $"{name}-dev";
        if (longest.Length > EksControlPlaneArgs.LongestName)
        {
            yield return new(
                $"{ConfigKeys.PlatformPath}.name",
                $"makes the cluster's name '{longest}', {longest.Length} characters; on AWS it has at most "
                + $"{EksControlPlaneArgs.LongestName}: shorten it");
        }
        // Also without a registry: it can be added later, and the name cannot change.
        if (name.Contains("--", StringComparison.Ordinal) || name.Length < 2)
        {
            yield return new(
                $"{ConfigKeys.PlatformPath}.name",
                $"is {name}; on AWS, names of repositories start with it, which have at least two characters and no dash beside another: "
                + "choose another name");
        }
        if (aws.Registry && name.Length > RegistryLength)
        {
            yield return new(
                $"{Path}.registry",
                $"is true, and names of repositories start with {ConfigKeys.PlatformPath}.name {name}, "
                + $"which may have at most {RegistryLength} characters; shorten it, or write false");
        }
    }

    private IEnumerable<SettingProblem> WithClusters(AwsSettings aws)
    {
        var mode = $"{ConfigKeys.ManagementPath}.mode";
        if (draft.Management.Mode == ManagementMode.Stack && aws.Transit is null
            && SettingList.For(draft.Environments, Path).Any(item => item.Item.Eks is { PublicRanges.Count: 0 }))
        {
            yield return new(
                $"{Path}.transit",
                $"is missing, and {mode} is stack; Argo CD of the other stack reaches a private API server through it: add it");
        }
        if (aws is { StateBucket: true, Pipelines.State: not null })
            yield return new($"{Path}.pipelines.state", $"is set, and {Path}.stateBucket creates one; remove one of them");
        if (aws.Pipelines?.Runner is not null && draft.Management.Mode != ManagementMode.Cluster)
        {
            yield return new(
                $"{Path}.pipelines.runner",
                $"is set, and {mode} is {SettingsJson.Text(draft.Management.Mode)}; "
                + "runners are in the network of the stack's own management cluster: write mode: cluster, or remove it");
        }
    }

    private static IEnumerable<SettingProblem> WithoutClusters(AwsSettings aws)
    {
        var none = $"{ConfigKeys.ManagementPath}.mode is none";
        if (aws is { StateBucket: false, AutoScalingRole: false, ThreatDetection: false, Budget: null })
            yield return new(Path, $"creates nothing, and {none}; write stateBucket, autoScalingRole, threatDetection or budget");
        if (aws.Pipelines is not null)
            yield return new($"{Path}.pipelines", $"is set, and {none}; write it in the stacks of the clusters, whose roles it limits");
        var network = new AwsSettings { Region = "", AccountId = "" };
        (string Key, string Lacks, bool IsSet)[] settings =
        [
            ("addressSpace", "networks", aws.AddressSpace != default && aws.AddressSpace != network.AddressSpace),
            ("egress", "networks", aws.Egress is { Count: > 0 }),
            ("firewall", "networks", !aws.Firewall),
            ("transit", "networks", aws.Transit is not null),
            ("logRetentionDays", "logs", !aws.StateBucket && aws.LogRetentionDays != network.LogRetentionDays),
            ("registry", "images", !aws.Registry),
            ("registryAccounts", "images", aws.RegistryAccounts is { Count: > 0 }),
        ];
        foreach (var (key, lacks, _) in settings.Where(setting => setting.IsSet))
            yield return new($"{Path}.{key}", $"is set, and {none}: the stack has no {lacks}; remove it");
    }
}
