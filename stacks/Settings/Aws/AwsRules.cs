using K8tre.Components.Aws.Network;
using K8tre.Components.Aws.Pipelines;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Egress;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Aws;

/// <summary>Rules for a platform on AWS.</summary>
/// <param name="draft">The settings, as far as they could be read.</param>
internal sealed class AwsRules(PlatformSettings draft)
{
    private const string Path = $"{ConfigKeys.PlatformPath}.aws";

    // The names of rules are the same in all regions and accounts.
    private static readonly AwsScope AnyScope = new() { Region = "", AccountId = "" };

    /// <summary>Returns all problems, in the order of the settings.</summary>
    public IEnumerable<SettingProblem> Check() =>
    [
        .. new AwsSharedRules(draft).Check(),
        .. EgressRules.Check(
            draft.Aws?.Egress,
            Path,
            [
                .. AwsEgress.Cluster(AnyScope), AwsEgress.PublicLoadBalancer(AnyScope), AwsEgress.PublicClusters(AnyScope),
                .. AwsEgress.Pipelines(AnyScope), .. AwsEgress.PublicZones(AnyScope), K8treEgress.ChartRegistry,
            ]),
        .. EgressRules.HttpsRepository(draft),
        .. DraftCluster.In(draft).SelectMany(Cluster),
    ];

    private IEnumerable<SettingProblem> Cluster(DraftCluster cluster)
    {
        if (cluster.Eks is not { } eks)
            return [];
        var at = $"{cluster.Path}.eks";
        return
        [
            .. Administrators(eks, at),
            .. Ranges(eks, at),
            .. new EksRules(eks, at).Check(),
            .. cluster.Environment is { Eks: { } own } environment ? Environment(environment, own, at) : [],
        ];
    }

    // A cluster cannot grant access to a role twice.
    private IEnumerable<SettingProblem> Administrators(EksSettings eks, string path) =>
        from administrator in SettingList.For(eks.Administrators, $"{path}.administrators")
        where draft.Aws is { Pipelines: not null } aws
            && administrator.Item.EndsWith($":{aws.AccountId}:role/{PipelineIdentity.NameIn(draft.Name)}", StringComparison.Ordinal)
        select new SettingProblem(
            administrator.Path, $"is the role of {Path}.pipelines, which every cluster grants access to anyway; remove it");

    private IEnumerable<SettingProblem> Ranges(EksSettings eks, string path)
    {
        var (services, space) = (eks.ServiceCidr, draft.Aws?.AddressSpace ?? default);
        if (DraftRange.Overlap(services, space))
            yield return new(
                $"{path}.serviceCidr", $"is {services} and overlaps {Path}.addressSpace {space}; choose ranges that share no address");
    }

    private static IEnumerable<SettingProblem> Environment(EnvironmentSettings environment, EksTargetSettings eks, string path)
    {
        if (eks is { DataBucket: false, DataImmutableDays: { } days })
            yield return new($"{path}.dataImmutableDays", $"is {days}, and {path}.dataBucket is false; write true, or remove it");
        if (eks.PublicZone is { } zone && environment.ExternalDomain is { } domain && !CloudClusterRules.IsIn(domain, zone))
            yield return new($"{path}.publicZone", $"is {zone}; write the externalDomain, {domain}, or a domain above it");
    }
}
