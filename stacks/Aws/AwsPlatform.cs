using K8tre.Components;
using K8tre.Components.Aws.Backup;
using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Ingress;
using K8tre.Components.Aws.Keys;
using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Aws.Network;
using K8tre.Components.Aws.Pipelines;
using K8tre.Components.Aws.Storage;
using K8tre.Components.Aws.Workloads;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.Sources;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Aws;
using Pulumi.Kubernetes.Core.V1;

namespace K8tre.Stacks.Aws;

/// <summary>In every network of a landing zone a cluster, with its storage, its certificate, its backups, and identities for what runs there.</summary>
internal sealed class AwsPlatform : IVendorPlatform
{
    private readonly PlatformSettings _settings;
    private readonly AwsLandingZone _zone;
    private readonly List<(ClusterKeys Keys, EksCluster Cluster)> _clusters = [];
    private PipelineRunner? _runner;

    /// <summary>Defines what the clusters share.</summary>
    public AwsPlatform(PlatformSettings settings) => (_settings, _zone) = (settings, new(settings));

    /// <inheritdoc/>
    public IReadOnlyCollection<Resource> Made => _zone.Made;

    /// <inheritdoc/>
    public ManagementCluster Management(TreEnvironment environment)
    {
        var name = ManagementSettings.ClusterNameIn(_settings);
        var spoke = _zone.Management(environment);
        _runner = AwsSharedServices.Run(_settings, _zone.Scope, spoke, _zone.Options);
        var cluster = Cluster(name, environment, _settings.Management.Aws!, spoke, files: null, argoCd: null, _runner);
        var argoCd = new ArgoCdPrincipal($"{name}-argocd-role", new()
        {
            Scope = _zone.Scope,
            Cluster = cluster,
            Targets = [.. _settings.Environments.Select(environment => EksAccess.ArgoCdRoleOf(_zone.Scope, environment.ClusterNameIn(_settings)))],
        }, _zone.Options);
        return new(cluster, new Dictionary<string, object?> { ["network"] = spoke.Network.Id, ["natAddresses"] = spoke.Network.NatAddresses })
        {
            Identity = new ArgoCdIdentity.Aws(argoCd.Arn),
        };
    }

    /// <inheritdoc/>
    public VendorCluster Environment(EnvironmentSettings environment, ArgoCdIdentity? argoCd)
    {
        var (eks, name) = (environment.Aws!, environment.ClusterNameIn(_settings));
        var spoke = _zone.Spoke(environment);
        var (keys, network) = spoke;
        var backups = ClusterBackup.Tags(name);
        var files = new EfsFileSystem($"{name}-files", new()
        {
            Scope = _zone.Scope,
            Key = keys.Files,
            Vpc = network.Id,
            Subnets = ByZone(eks, network.IsolatedSubnets),
            Clients = network.PrivateRanges,
            Tags = backups,
        }, _zone.Options);
        var cluster = Cluster(name, environment.Environment, eks, spoke, files, argoCd as ArgoCdIdentity.Aws);
        var data = eks.DataBucket ? Data(name, eks, spoke) : null;
        _ = new ClusterBackup($"{name}-backups", new() { Scope = _zone.Scope, PlanName = name, Key = keys.Backups, DailyDays = eks.BackupRetentionDays }, _zone.Options);

        var zone = new PrivateHostedZone($"{name}-zone-domain", _zone.Scope, environment.ExternalDomain, [network.Id], _zone.Options);
        var publicZone = eks.PublicZone is { } domain ? _zone.PublicZone(domain) : null;
        var certificate = new AcmCertificate($"{name}-certificate", environment.ExternalDomain, publicZone, _zone.Options);
        var store = environment.SecretStoreIn(_settings) == SecretStoreKind.ParameterStore
            ? new ParameterStore { Scope = _zone.Scope, Key = keys.Parameters, Prefix = name }
            : null;
        var firewall = eks.PublicGateway ? AwsPublicIngress.WebAcl(_settings, name, _zone.Scope, keys, _zone.Options) : null;
        var identities = new WorkloadIdentities($"{name}-workloads", new()
        {
            Scope = _zone.Scope,
            Cluster = cluster,
            VpcId = network.Id,
            Zones = [zone.Id],
            Parameters = [$"{name}/*"],
            ParametersKey = keys.Parameters,
            WebAcl = firewall is null ? null : (Input<string>)firewall.Arn,
        }, _zone.Options);

        Namespace? home = null;
        return new(cluster, new Dictionary<string, object?>
        {
            ["network"] = network.Id,
            ["natAddresses"] = network.NatAddresses,
            ["resolver"] = _zone.Resolver(name, network)?.Addresses,
            ["nameServers"] = publicZone?.NameServers,
            ["dataBucket"] = data?.BucketName,
            ["certificateProof"] = publicZone is null ? Output.Format($"{certificate.ProofName} CNAME {certificate.ProofValue}") : null,
        })
        {
            Replacements = AwsReplacements.For(environment.Environment),
            Provider = _zone.Provider,
            SecretStore = store ?? (ISecretStore)new KubernetesSecretStore(),
            BeforeArgoCd = onNetwork =>
            {
                var policies = new WorkloadPolicies($"{name}-policies", onNetwork);
                home = AwsPublicIngress.Home(name, [policies, identities, certificate.Ordered], onNetwork);
                return [policies, home, new StorageClasses($"{name}-classes", new() { DiskKey = keys.Disks, FileSystem = files.Id, VolumeTags = backups }, onNetwork)];
            },
            OnNetwork = onNetwork =>
                firewall is null ? [] : AwsPublicIngress.Create(_settings, environment, _zone.Scope, network, cluster, certificate, publicZone, firewall, home!, _zone.Options, onNetwork),
        };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Complete()
    {
        if (_settings.Aws!.Registry && _clusters is [var (keys, _), ..])
        {
            _ = new EcrRegistry($"{_settings.Name}-images", new()
            {
                Scope = _zone.Scope,
                Prefix = _settings.Name,
                Key = keys.Files,
                Pullers = [.. _clusters.Select(cluster => (Input<string>)cluster.Cluster.NodeRole!)],
            }, _zone.Options);
        }

        return _runner is { } runner ? new Dictionary<string, object?>(_zone.Outputs) { ["pipelineRunsOn"] = runner.RunsOn } : _zone.Outputs;
    }

    private DataBucket Data(string cluster, EksSettings eks, AwsSpoke spoke)
    {
        var names = AwsMapping.DataBuckets(_zone.Scope, cluster);
        var log = new DataBucket($"{cluster}-data-logs", new()
        {
            Scope = _zone.Scope,
            BucketName = names.Log,
            Logs = [LogDelivery.Buckets],
            ExpiryDays = _settings.Aws!.LogRetentionDays,
        }, _zone.Options);
        return new($"{cluster}-data", new()
        {
            Scope = _zone.Scope,
            BucketName = names.Data,
            Key = spoke.Keys.Files,
            AccessLogs = log.BucketName,
            ImmutableDays = eks.DataImmutableDays,
            OnlyThrough = spoke.Network.BucketEndpoint,
        }, _zone.Options);
    }

    private EksCluster Cluster(string name, TreEnvironment environment, EksSettings eks, AwsSpoke spoke, EfsFileSystem? files, ArgoCdIdentity.Aws? argoCd, PipelineRunner? runner = null)
    {
        var (keys, network) = spoke;
        var cluster = new EksCluster(name, new()
        {
            ClusterName = name,
            Environment = environment,
            Scope = _zone.Scope,
            VpcId = network.Id,
            VpcCidr = network.Range,
            ControlPlaneSubnets = [.. network.IsolatedSubnets.Select(subnet => (Input<string>)subnet)],
            NodeSubnets = ByZone(eks, network.PrivateSubnets),
            AllowInbound = [.. AwsMapping.Operators(_settings), .. _zone.Elsewhere(network)?.PrivateRanges ?? []],
            Runner = runner is null ? null : (Input<string>)runner.SecurityGroup,
            Connections = [.. _zone.Connections(name, network)],
            PublicRanges = eks.PublicRanges,
            EgressAddresses = _zone.Elsewhere(network)?.NatAddresses,
            SecretsKey = keys.Etcd,
            DiskKey = keys.Disks,
            FileSystem = files is null ? null : (Input<string>)files.Arn,
            LogsKey = keys.Logs,
            LogRetentionDays = _settings.Aws!.LogRetentionDays,
            KubernetesVersion = eks.KubernetesVersion ?? Versions.EksKubernetes,
            ServiceCidr = eks.ServiceCidr,
            Administrators = eks.Administrators,
            Pipeline = Pipeline(),
            Pools = [.. eks.Pools.Select(AwsMapping.Pool)],
            ArgoCd = argoCd,
        }, _zone.Options);
        _clusters.Add((keys, cluster));
        return cluster;
    }

    // A first deployment from elsewhere ends where Kubernetes begins, in whichever cluster: before that comes who can go on.
    private Input<string>? Pipeline() => _zone.Pipelines is { } pipelines
        ? (Input<string>)Output.Tuple(pipelines.Arn, _runner?.SecurityGroup ?? Output.Create("")).Apply(ready => ready.Item1)
        : null;

    private static Dictionary<string, Input<string>> ByZone(EksSettings eks, IReadOnlyList<Output<string>> subnets) =>
        eks.Zones.Zip(subnets).ToDictionary(pair => pair.First, pair => (Input<string>)pair.Second);
}
