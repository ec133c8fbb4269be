using System.Net;
using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Ingress;
using K8tre.Components.Aws.Keys;
using K8tre.Components.Aws.Network;
using K8tre.Components.Aws.Pipelines;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Clusters;
using K8tre.Components.Egress;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Aws;
using AwsProvider = Pulumi.Aws.Provider;

namespace K8tre.Stacks.Aws;

/// <summary>What each cluster of a platform on AWS stands on.</summary>
/// <param name="Keys">Keys of its data.</param>
/// <param name="Network">A network of its own.</param>
internal sealed record AwsSpoke(ClusterKeys Keys, ClusterVpc Network);

/// <summary>
/// What the clusters of a platform on AWS share, and what they stand on: for each keys and a network, which that of the management cluster is joined to and no
/// other; zones that several of them read.
/// </summary>
internal sealed class AwsLandingZone
{
    private readonly PlatformSettings _settings;
    private readonly AwsSettings _aws;
    private readonly Inventory _made = new();
    private readonly Dictionary<string, PublicZone> _publicZones = [];
    private readonly Output<string>? _autoScalingRole;
    private ClusterVpc? _management;

    /// <summary>Defines what comes before every cluster.</summary>
    public AwsLandingZone(PlatformSettings settings)
    {
        (_settings, _aws) = (settings, settings.Aws!);
        (Scope, Addresses) = (AwsMapping.Scope(settings), new(_aws.AddressSpace));
        // In this account and no other, whoever runs it: a stack must not land where somebody happens to be signed in.
        Provider = new AwsProvider($"{settings.Name}-aws", new() { Region = Scope.Region, AllowedAccountIds = { Scope.AccountId } });
        (Outputs, Options, Pipelines) = AwsSharedServices.Define(settings, Scope, new() { Providers = { Provider }, ResourceTransformations = { _made.Note } });
        _autoScalingRole = AwsSharedServices.AutoScalingRole(settings, Options);
    }

    /// <summary>Where everything goes.</summary>
    public AwsScope Scope { get; }

    /// <summary>The provider of the platform's account.</summary>
    public AwsProvider Provider { get; }

    /// <summary>Options of what is made there.</summary>
    public ComponentResourceOptions Options { get; }

    /// <summary>All that was made with them so far.</summary>
    public IReadOnlyCollection<Resource> Made => _made.Made;

    /// <summary>The platform's addresses.</summary>
    public AddressPlan Addresses { get; }

    /// <summary>As whom pipelines deploy. Null: there are none.</summary>
    public PipelineIdentity? Pipelines { get; }

    /// <summary>What the next operator types.</summary>
    public IReadOnlyDictionary<string, object?> Outputs { get; }

    /// <summary>What the management cluster stands on: jobs of pipelines may run in its network, and it reaches the clusters of others.</summary>
    public AwsSpoke Management(TreEnvironment environment)
    {
        var spoke = Spoke(
            ManagementSettings.ClusterNameIn(_settings), environment, _settings.Management.Aws!, Addresses.Management, [], AwsSharedServices.HasRunner(_settings), AwsMapping.ToClusters(_settings, Scope));
        _management = spoke.Network;
        return spoke;
    }

    /// <summary>What the cluster of an environment stands on.</summary>
    public AwsSpoke Spoke(EnvironmentSettings environment) => Spoke(
        environment.ClusterNameIn(_settings), environment.Environment, environment.Aws!, Addresses.Spoke(environment.Environment), [environment.ExternalDomain]);

    /// <summary>The network of the management cluster. Null: there is none, or it is this one.</summary>
    public ClusterVpc? Elsewhere(ClusterVpc network) => _management == network ? null : _management;

    /// <summary>By which operators and Argo CD come to a network from those of their own.</summary>
    public IEnumerable<Input<string>> Connections(string cluster, ClusterVpc network)
    {
        if (_aws.Transit is { } transit)
            yield return new TransitGatewayAttachment($"{cluster}-transit", new() { Network = network, TransitGateway = transit.GatewayId, Ranges = transit.Ranges }, Options).Id;
        if (Elsewhere(network) is { } management)
            yield return new ManagementVpcPeering($"{cluster}-peering", management, network, Options).Id;
    }

    /// <summary>Where operators' resolvers ask for names of a network. Null: nobody asked for it.</summary>
    public DnsResolver? Resolver(string cluster, ClusterVpc network) => _aws.Transit is { Resolver: true, Ranges: var ranges }
        ? new($"{cluster}-resolver", new() { Network = network, AllowInbound = ranges }, Options)
        : null;

    /// <summary>The public zone of a name, whichever environments prove their domains in it: of two, only one would be delegated to.</summary>
    public PublicZone PublicZone(string domain) => _publicZones.TryGetValue(domain, out var made)
        ? made
        : _publicZones[domain] = new($"{_settings.Name}-zone-{domain}", domain, Options);

    private AwsSpoke Spoke(
        string cluster, TreEnvironment environment, EksSettings eks, IPNetwork range, IReadOnlyList<string> domains, bool hasRunner = false, params IReadOnlyList<EgressRule> besides)
    {
        var keys = new ClusterKeys($"{cluster}-keys", new() { Scope = Scope, AutoScalingRole = _autoScalingRole is { } role ? (Input<string>)role : null }, Options);
        return new(keys, new($"{cluster}-vpc", new()
        {
            Scope = Scope,
            ClusterName = cluster,
            Range = range,
            Zones = eks.Zones,
            HasNatPerZone = EksProfile.For(environment).HasNatPerZone,
            HasFirewall = _aws.Firewall,
            IsProtected = EksProfile.For(environment).IsProtected,
            Egress = [.. AwsMapping.Leaving(_settings, Scope, eks, hasRunner), .. besides],
            Services = hasRunner ? EndpointService.Pipelines(Scope) : [],
            SignsIn = hasRunner ? IamRole.ArnOf(Scope, PipelineIdentity.NameIn(_settings.Name)) : null,
            Buckets = AwsMapping.Buckets(_settings, Scope, cluster, eks, hasRunner),
            Domains = domains,
            Logs = new(keys.Logs, _aws.LogRetentionDays),
        }, Options));
    }
}
