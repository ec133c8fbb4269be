using K8tre.Components;
using K8tre.Components.Aws;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;
using Pulumi.Kubernetes.Core.V1;
using AwsProvider = Pulumi.Aws.Provider;

namespace K8tre.Stacks;

/// <summary>
/// For every cluster keys and a network of its own, which that of the management cluster is joined to and no other; in each a cluster, and identities
/// for what runs there.
/// </summary>
internal sealed class AwsPlatform : IVendorPlatform
{
    private readonly PlatformSettings _settings;
    private readonly AwsSite _site;
    private readonly AddressPlan _addresses;
    private readonly AwsProvider _aws;
    private readonly ComponentResourceOptions _onAws;
    private readonly Inventory _made = new();
    private readonly List<(ClusterKeys Keys, EksCluster Cluster)> _clusters = [];
    private readonly Dictionary<string, PublicZone> _publicZones = [];
    private readonly Output<string>? _autoScalingRole;
    private readonly IReadOnlyDictionary<string, object?> _outputs;
    private readonly PipelineIdentity? _pipelines;
    private SpokeNetwork? _management;
    private PipelineRunner? _runner;

    /// <summary>Defines what the clusters share.</summary>
    public AwsPlatform(PlatformSettings settings)
    {
        _settings = settings;
        var aws = settings.Aws!;
        (_site, _addresses) = (AwsInputs.Site(settings), new(aws.AddressSpace));
        // In this account and no other, whoever runs it: a stack must not land where somebody happens to be signed in.
        _aws = new($"{settings.Name}-aws", new() { Region = _site.Region, AllowedAccountIds = { _site.AccountId } });
        (_outputs, _onAws, _pipelines) = AwsEstate.Define(settings, _site, new() { Providers = { _aws }, ResourceTransformations = { _made.Note } });
        _autoScalingRole = AwsEstate.AutoScalingRole(settings, _onAws);
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<Resource> Made => _made.Made;

    /// <inheritdoc/>
    public ManagementCluster Management(TreEnvironment stage)
    {
        var (name, eks) = (ManagementSettings.ClusterNameIn(_settings), _settings.Management.Aws!);
        var keys = Keys(name);
        _management = Network(name, stage, eks, keys, _addresses.Management, [], AwsEstate.HasRunner(_settings), AwsInputs.ToClusters(_settings, _site));
        _runner = AwsEstate.Run(_settings, _site, keys, _management, _onAws);
        var cluster = Cluster(name, stage, eks, keys, _management, files: null, argoCd: null, _runner);
        var role = new ArgoCdPrincipal($"{name}-argocd-role", new()
        {
            Site = _site,
            Cluster = cluster,
            Targets = [.. _settings.Environments.Select(environment => EksAccess.ArgoCdRoleOf(_site, environment.ClusterNameIn(_settings)))],
        }, _onAws);
        return new(cluster, new Dictionary<string, object?> { ["network"] = _management.Id, ["natAddresses"] = _management.NatAddresses })
        {
            Identity = new ArgoCdIdentity.Aws(role.Arn),
        };
    }

    /// <inheritdoc/>
    public EnvironmentCluster Environment(EnvironmentSettings environment, ArgoCdIdentity? argoCd)
    {
        var (eks, name, stage) = (environment.Aws!, environment.ClusterNameIn(_settings), environment.Environment);
        var keys = Keys(name);
        var network = Network(name, stage, eks, keys, _addresses.Spoke(stage), [environment.ExternalDomain]);
        var backups = ClusterBackup.Tags(name);
        var files = new FileStorage($"{name}-files", new()
        {
            Site = _site,
            Key = keys.Files,
            Vpc = network.Id,
            Subnets = ByZone(eks, network.IsolatedSubnets),
            Clients = network.PrivateRanges,
            Tags = backups,
        }, _onAws);
        var cluster = Cluster(name, stage, eks, keys, network, files, argoCd as ArgoCdIdentity.Aws);
        var data = eks.DataBucket ? Data(name, eks, keys, network) : null;

        var zone = new PrivateZone($"{name}-zone-domain", _site, environment.ExternalDomain, [network.Id], _onAws);
        var publicZone = eks.PublicZone is { } domain ? Public(domain) : null;
        var certificate = new Certificate($"{name}-certificate", environment.ExternalDomain, publicZone, _onAws);
        var secrets = new ParameterStore { Site = _site, Key = keys.Parameters, Prefix = name };
        var firewall = eks.PublicGateway ? AwsPublicWay.Firewall(_settings, name, _site, keys, _onAws) : null;
        var identities = new WorkloadIdentities($"{name}-workloads", new()
        {
            Site = _site,
            Cluster = cluster,
            VpcId = network.Id,
            Zones = [zone.Id],
            Parameters = [$"{name}/*"],
            ParametersKey = keys.Parameters,
            WebFirewall = firewall is null ? null : (Input<string>)firewall.Arn,
        }, _onAws);
        _ = new ClusterBackup($"{name}-backups", new() { Site = _site, PlanName = name, Key = keys.Backups, DailyDays = eks.BackupRetentionDays }, _onAws);

        Namespace? home = null;
        return new(cluster, new Dictionary<string, object?>
        {
            ["network"] = network.Id,
            ["natAddresses"] = network.NatAddresses,
            ["resolver"] = Resolver(name, network)?.Addresses,
            ["nameServers"] = publicZone?.NameServers,
            ["dataBucket"] = data?.BucketName,
            ["certificateProof"] = publicZone is null ? Output.Format($"{certificate.ProofName} CNAME {certificate.ProofValue}") : null,
        })
        {
            Replacements = AwsReplacements.Of(stage),
            Provider = _aws,
            SecretStore = environment.SecretStoreIn(_settings) == SecretStoreKind.ParameterStore ? secrets : new Components.GitOps.KubernetesSecretStore(),
            BeforeArgoCd = onNetwork =>
            {
                var policies = new WorkloadPolicies($"{name}-policies", onNetwork);
                home = AwsPublicWay.Home(name, [policies, identities, certificate.Ordered], onNetwork);
                return [policies, home, new StorageClasses($"{name}-classes", new() { DiskKey = keys.Disks, FileSystem = files.Id, VolumeTags = backups }, onNetwork)];
            },
            OnNetwork = onNetwork =>
                firewall is null ? [] : AwsPublicWay.Open(_settings, environment, _site, network, cluster, certificate, publicZone, firewall, home!, _onAws, onNetwork),
        };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Complete()
    {
        if (_settings.Aws!.Registry && _clusters is [var (keys, _), ..])
        {
            _ = new ImageRegistry($"{_settings.Name}-images", new()
            {
                Site = _site,
                Prefix = _settings.Name,
                Key = keys.Files,
                Pullers = [.. _clusters.Select(cluster => (Input<string>)cluster.Cluster.NodeRole!)],
            }, _onAws);
        }

        return _runner is { } runner ? new Dictionary<string, object?>(_outputs) { ["pipelineRunsOn"] = runner.RunsOn } : _outputs;
    }

    // One of a name, whichever environments prove their domains in it: of two, only one would be delegated to.
    private PublicZone Public(string domain) => _publicZones.TryGetValue(domain, out var made)
        ? made
        : _publicZones[domain] = new($"{_settings.Name}-zone-{domain}", domain, _onAws);

    private DnsResolver? Resolver(string cluster, SpokeNetwork network) => _settings.Aws!.Transit is { Resolver: true, Ranges: var ranges }
        ? new($"{cluster}-resolver", new() { Network = network, OpenTo = ranges }, _onAws)
        : null;

    private ClusterKeys Keys(string cluster) => new($"{cluster}-keys", new() { Site = _site, AutoScalingRole = _autoScalingRole is { } role ? (Input<string>)role : null }, _onAws);

    private SpokeNetwork Network(
        string cluster, TreEnvironment stage, EksSettings eks, ClusterKeys keys, System.Net.IPNetwork range, IReadOnlyList<string> domains,
        bool hasRunner = false, params IReadOnlyList<EgressRule> besides) =>
        new($"{cluster}-network", new()
        {
            Site = _site,
            ClusterName = cluster,
            Range = range,
            Zones = eks.Zones,
            HasNatPerZone = EksProfile.Of(stage).HasNatPerZone,
            HasFirewall = _settings.Aws!.Firewall,
            IsProtected = EksProfile.Of(stage).IsProtected,
            Egress = [.. AwsInputs.Leaving(_settings, _site, eks, hasRunner), .. besides],
            Services = hasRunner ? AwsService.Pipelines(_site) : [],
            SignsIn = hasRunner ? AwsRole.ArnOf(_site, PipelineIdentity.NameIn(_settings.Name)) : null,
            Buckets = AwsInputs.Buckets(_settings, _site, cluster, eks, hasRunner),
            Domains = domains,
            Logs = new(keys.Logs, _settings.Aws.LogRetentionDays),
        }, _onAws);

    // By which operators and Argo CD come to a network from those of their own.
    private IEnumerable<Input<string>> Ways(string cluster, SpokeNetwork network)
    {
        if (_settings.Aws!.Transit is { } transit)
            yield return new HubAttachment($"{cluster}-transit", new() { Network = network, TransitGateway = transit.GatewayId, Ranges = transit.Ranges }, _onAws).Id;
        if (Elsewhere(network) is { } management)
            yield return new ManagementPeering($"{cluster}-peering", management, network, _onAws).Id;
    }

    // The network of the management cluster. Null: there is none, or it is this one.
    private SpokeNetwork? Elsewhere(SpokeNetwork network) => _management == network ? null : _management;

    private DataStorage Data(string cluster, EksSettings eks, ClusterKeys keys, SpokeNetwork network)
    {
        var names = AwsInputs.DataBuckets(_site, cluster);
        var log = new DataStorage($"{cluster}-data-logs", new()
        {
            Site = _site,
            BucketName = names.Log,
            Logs = [LogSource.Buckets],
            ExpiryDays = _settings.Aws!.LogRetentionDays,
        }, _onAws);
        return new($"{cluster}-data", new()
        {
            Site = _site,
            BucketName = names.Data,
            Key = keys.Files,
            AccessLogs = log.BucketName,
            ImmutableDays = eks.DataImmutableDays,
            OnlyThrough = network.BucketEndpoint,
        }, _onAws);
    }

    // A first deployment from elsewhere ends where Kubernetes begins, in whichever cluster: before that comes who can go on.
    private EksCluster Cluster(string name, TreEnvironment stage, EksSettings eks, ClusterKeys keys, SpokeNetwork network, FileStorage? files, ArgoCdIdentity.Aws? argoCd, PipelineRunner? runner = null)
    {
        var cluster = new EksCluster(name, new()
        {
            ClusterName = name,
            Environment = stage,
            Site = _site,
            VpcId = network.Id,
            VpcCidr = network.Range,
            ControlPlaneSubnets = [.. network.IsolatedSubnets.Select(subnet => (Input<string>)subnet)],
            NodeSubnets = ByZone(eks, network.PrivateSubnets),
            OpenTo = [.. AwsInputs.Operators(_settings), .. Elsewhere(network)?.PrivateRanges ?? []],
            Runner = runner is null ? null : (Input<string>)runner.SecurityGroup,
            PublicRanges = eks.PublicRanges,
            EgressAddresses = Elsewhere(network)?.NatAddresses,
            Ways = [.. Ways(name, network)],
            ServiceCidr = eks.ServiceCidr,
            KubernetesVersion = eks.KubernetesVersion ?? Versions.EksKubernetes,
            SecretsKey = keys.Etcd,
            DiskKey = keys.Disks,
            LogsKey = keys.Logs,
            LogRetentionDays = _settings.Aws!.LogRetentionDays,
            FileSystem = files is null ? null : (Input<string>)files.Arn,
            Administrators = eks.Administrators,
            Pipeline = _pipelines is { } pipelines ? (Input<string>)Output.Tuple(pipelines.Arn, _runner?.SecurityGroup ?? Output.Create("")).Apply(ready => ready.Item1) : null,
            ArgoCd = argoCd,
            Pools = [.. eks.Pools.Select(AwsInputs.Pool)],
        }, _onAws);
        _clusters.Add((keys, cluster));
        return cluster;
    }

    private static Dictionary<string, Input<string>> ByZone(EksSettings eks, IReadOnlyList<Output<string>> subnets) =>
        eks.Zones.Zip(subnets).ToDictionary(pair => pair.First, pair => (Input<string>)pair.Second);
}
