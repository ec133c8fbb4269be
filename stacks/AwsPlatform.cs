using K8tre.Components;
using K8tre.Components.Aws;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;
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
    private readonly List<(ClusterKeys Keys, EksCluster Cluster)> _clusters = [];
    private readonly Output<string>? _autoScalingRole;
    private readonly IReadOnlyDictionary<string, object?> _outputs;
    private readonly PipelineRole? _pipelines;
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
        (_outputs, _onAws, _pipelines) = AwsEstate.Define(settings, _site, new() { Providers = { _aws } });
        _autoScalingRole = AwsEstate.AutoScalingRole(settings, _onAws);
    }

    /// <inheritdoc/>
    public ManagementCluster Management(TreEnvironment stage)
    {
        var (name, eks) = (ManagementSettings.ClusterNameIn(_settings), _settings.Management.Aws!);
        var keys = Keys(name);
        _management = Network(name, stage, eks, keys, _addresses.Management, [], AwsEstate.HasRunner(_settings));
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
        if (_management is { } management)
            _ = new ManagementPeering($"{name}-peering", management, network, _onAws);
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
        var publicZone = eks.PublicZone is { } domain ? new PublicZone($"{name}-zone-public", domain, _onAws) : null;
        var certificate = new Certificate($"{name}-certificate", environment.ExternalDomain, publicZone, _onAws);
        var secrets = new ParameterStore { Site = _site, Key = keys.Parameters, Prefix = name };
        _ = new WorkloadIdentities($"{name}-workloads", new()
        {
            Site = _site,
            Cluster = cluster,
            VpcId = network.Id,
            Zones = [zone.Id],
            Parameters = [$"{name}/*"],
            ParametersKey = keys.Parameters,
        }, _onAws);
        _ = new ClusterBackup($"{name}-backups", new() { Site = _site, PlanName = name, Key = keys.Backups, DailyDays = eks.BackupRetentionDays }, _onAws);

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
            OnNetwork = onNetwork =>
            {
                var home = AwsPublicWay.Home(name, onNetwork);
                return
                [
                    new StorageClasses($"{name}-classes", new() { DiskKey = keys.Disks, FileSystem = files.Id, VolumeTags = backups }, onNetwork),
                    new WorkloadPolicies($"{name}-policies", onNetwork),
                    .. eks.PublicGateway ? AwsPublicWay.Open(_settings, environment, _site, keys, network, cluster, certificate, publicZone, home, _onAws, onNetwork) : [],
                ];
            },
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

    private DnsResolver? Resolver(string cluster, SpokeNetwork network) => _settings.Aws!.Transit is { Resolver: true, Ranges: var ranges }
        ? new($"{cluster}-resolver", new() { Network = network, OpenTo = ranges }, _onAws)
        : null;

    private ClusterKeys Keys(string cluster) => new($"{cluster}-keys", new() { Site = _site, AutoScalingRole = _autoScalingRole is { } role ? (Input<string>)role : null }, _onAws);

    private SpokeNetwork Network(string cluster, TreEnvironment stage, EksSettings eks, ClusterKeys keys, System.Net.IPNetwork range, IReadOnlyList<string> domains, bool hasRunner = false)
    {
        var network = new SpokeNetwork($"{cluster}-network", new()
        {
            Site = _site,
            ClusterName = cluster,
            Range = range,
            Zones = eks.Zones,
            HasNatPerZone = EksProfile.Of(stage).HasNatPerZone,
            HasFirewall = _settings.Aws!.Firewall,
            IsProtected = EksProfile.Of(stage).IsProtected,
            Egress = AwsInputs.Leaving(_settings, _site, eks, hasRunner),
            Services = hasRunner ? AwsService.Pipelines(_site) : [],
            SignsIn = hasRunner ? AwsRole.ArnOf(_site, PipelineRole.NameIn(_settings.Name)) : null,
            Buckets = AwsInputs.Buckets(_settings, _site, cluster, eks, hasRunner),
            Domains = domains,
            Logs = new(keys.Logs, _settings.Aws.LogRetentionDays),
        }, _onAws);
        if (_settings.Aws.Transit is { } transit)
            _ = new HubAttachment($"{cluster}-transit", new() { Network = network, TransitGateway = transit.GatewayId, Ranges = transit.Ranges }, _onAws);
        return network;
    }

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
            OpenTo = [.. AwsInputs.Operators(_settings), .. _management is { } management && management != network ? management.PrivateRanges : []],
            Runner = runner is null ? null : (Input<string>)runner.SecurityGroup,
            PublicRanges = eks.PublicRanges,
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
