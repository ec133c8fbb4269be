using System.Net;
using System.Text.Json;
using K8tre.Components.Addresses;
using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Network;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Aws;

/// <summary>What must hold between the settings that the clusters of a platform on AWS share: addresses, registry, pipelines, what an account has once.</summary>
/// <param name="draft">The settings, as far as they could be read.</param>
internal sealed class AwsSharedRules(PlatformSettings draft)
{
    private const string Path = $"{ConfigKeys.PlatformPath}.aws";
    private const int RegistryLength = 18;

    // The network that K8TRE's policy for AWS lets pods reach:
    // https://github.com/k8tre/k8tre/blob/d9ff2e1/agnostics/default-network-policy/aws/base/clusterwide-networkpolicy.yaml
    private static readonly IPNetwork Reachable = IPNetwork.Parse("10.0.0.0/16");

    /// <summary>All problems, in the order of the settings.</summary>
    public IEnumerable<SettingProblem> Check() => [.. Members(), .. Names(), .. Alone(), .. Reach(), .. Pipelines()];

    private IEnumerable<SettingProblem> Members()
    {
        if (draft.Aws is not { } aws)
            yield break;
        if (aws.AddressSpace != default)
        {
            if (aws.AddressSpace.PrefixLength is < AddressPlan.ShortestPrefix or > AddressPlan.LongestPrefix)
                yield return new($"{Path}.addressSpace", $"is {aws.AddressSpace}; supply /{AddressPlan.ShortestPrefix} to /{AddressPlan.LongestPrefix}");
            else if (!Reachable.Contains(aws.AddressSpace.BaseAddress) || aws.AddressSpace.PrefixLength < Reachable.PrefixLength)
                yield return new($"{Path}.addressSpace", $"is {aws.AddressSpace}; K8TRE lets pods reach their network inside of {Reachable} only: supply that, or a part of it");
        }
        foreach (var (range, at) in SettingList.For(aws.Transit?.Ranges, $"{Path}.transit.ranges"))
        {
            if (aws.AddressSpace != default && range != default && Cidr.Overlap(range, aws.AddressSpace))
                yield return new(at, $"is {range} and overlaps {Path}.addressSpace {aws.AddressSpace}; choose ranges that share no address");
        }
        foreach (var problem in SettingList.NotOfFormat(
            aws.Budget?.Mails, $"{Path}.budget.mails", Formats.MailAddress, Formats.MailAddressHint))
            yield return problem;
    }

    private IEnumerable<SettingProblem> Reach()
    {
        if (draft is { Management.Mode: ManagementMode.Stack, Aws: { Transit: null } } && SettingList.For(draft.Environments, Path).Any(item => item.Item.Aws is { PublicRanges.Count: 0 }))
            yield return new($"{Path}.transit", $"is missing, and {ConfigKeys.PlatformPath}.management.mode is stack; Argo CD of the other stack reaches a private API server through it: add it");
        if (draft is { Name.Length: > RegistryLength, Aws: { Registry: true } })
            yield return new($"{Path}.registry", $"is true, and {ConfigKeys.PlatformPath}.name {draft.Name} begins the names of repositories, which takes at most {RegistryLength} characters; shorten it, or write false");
    }

    private IEnumerable<SettingProblem> Alone()
    {
        if (draft is { Environments.Count: 0, Management.Region: null })
            yield return new($"{ConfigKeys.PlatformPath}.management.region", "is missing, and no environment says which; write a region of AWS, like eu-west-2");
        if (draft is { Management.Mode: ManagementMode.None, Aws: { StateBucket: false, AutoScalingRole: false, ThreatDetection: false, Budget: null } })
            yield return new(Path, $"asks for nothing, and {ConfigKeys.PlatformPath}.management.mode is none; write stateBucket, autoScalingRole, threatDetection or budget");
        if (draft is { Management.Mode: ManagementMode.None, Aws.Pipelines: not null })
            yield return new($"{Path}.pipelines", $"is set, and {ConfigKeys.PlatformPath}.management.mode is none; write it where the clusters are, whose roles it bounds");
        if (draft.Aws is { StateBucket: true, Pipelines.State: not null })
            yield return new($"{Path}.pipelines.state", $"is set, and {Path}.stateBucket makes one; remove one of them");
    }

    private IEnumerable<SettingProblem> Pipelines()
    {
        if (draft.Aws?.Pipelines is not { } pipelines)
            yield break;
        if (pipelines.Runner is not null && draft.Management.Mode is not (ManagementMode.Cluster or ManagementMode.None))
            yield return new($"{Path}.pipelines.runner", $"is set, and {ConfigKeys.PlatformPath}.management.mode is {JsonNamingPolicy.CamelCase.ConvertName(draft.Management.Mode.ToString())}; it stands in the network of the stack's own management cluster: write mode: cluster, or leave it out");
    }

    private IEnumerable<SettingProblem> Names()
    {
        if (draft.Name is { } name && (draft.Management.Mode == ManagementMode.Cluster ? ManagementSettings.ClusterNameIn(draft) : $"{name}-dev") is { Length: > EksControlPlaneArgs.LongestName } longest)
            yield return new($"{ConfigKeys.PlatformPath}.name", $"makes the cluster's name '{longest}', {longest.Length} characters; on AWS it has at most {EksControlPlaneArgs.LongestName}: shorten it");
    }
}
