using System.Collections.Immutable;
using System.Net;
using K8tre.Components.Clusters;
using K8tre.Components.OnPrem.Node;
using K8tre.Components.OnPrem.Phases;
using K8tre.Components.OnPrem.Ssh;
using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace K8tre.Components.OnPrem;

/// <summary>K3s cluster on hosts that exist already, without a CNI.</summary>
/// <remarks>
/// The cluster is installed in phases. The preflight checks all hosts before any of them changes. All hosts receive the release before any
/// of them runs it. Servers change one at a time. Agents change in batches after the servers.
/// </remarks>
public sealed class K3sCluster : ComponentResource, ICluster
{
    // K3s runs a proxy to its API servers on every node: https://docs.k3s.io/architecture
    private const int ApiProxyPort = 6444;

    private readonly string _name;
    private readonly K3sClusterArgs _args;
    private readonly ComponentResourceOptions _mine;
    private readonly BastionSlots _slots = new();

    /// <summary>Creates the cluster.</summary>
    public K3sCluster(string name, K3sClusterArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:K3sCluster", name, options)
    {
        (_name, _args, _mine) = (name, args, new() { Parent = this });
        var token = new ClusterToken($"{name}-token", new() { Generation = args.TokenGeneration, ServerToken = args.Token }, _mine);
        var prepared = PrepareHosts();
        var checksums = new ReleaseChecksums(
            $"{name}-checksums", new() { Cluster = args, Prepared = prepared[args.FirstServer.Name] }, _mine);
        var staged = StageRelease(prepared, checksums);
        var servers = InstallServers(token, checksums, staged, BeforeServers(token, [.. staged.Values]));
        var admitted = InstallAgents(token, checksums, staged, servers);
        Forget(_args.RestoreFrom is null ? _args.LostAgents : [.. _args.LostServers, .. _args.LostAgents], [servers.Last]);
        KubeConfig = ReadKubeConfig(MarkTeardown([servers.Last, .. admitted]));
        Snapshot = TakeSnapshot(servers);

        (Token, Version, ApiServerUrl) = (token.Servers, Output.Create(args.Release.Version), Output.Create(args.ApiUrl));
        (NodesForPods, PodSecurity) = (Output.Create(NodeCount), Output.Create(args.PodSecurity.ToString().ToLowerInvariant()));
        PodSecurityExemptions = Output.Create(args.PodSecurityExemptions.Order(StringComparer.Ordinal).ToImmutableArray());
        Kubernetes = new KubernetesProvider(
            name, new KubernetesProviderArgs { KubeConfig = KubeConfig, ClusterIdentifier = ClusterName }, new() { Parent = this });

        RegisterOutputs();
    }

    /// <inheritdoc/>
    public string ClusterName => _args.ClusterName;

    /// <inheritdoc/>
    public TreEnvironment Environment => _args.Environment;

    /// <inheritdoc/>
    public Vendor Vendor => Vendor.K3s;

    /// <inheritdoc/>
    public string Region => _args.Region;

    /// <inheritdoc/>
    public int NodeCount => _args.Hosts.Count(host => !host.IsLost && NodeTaint.AdmitOrdinaryPods(host.Taints));

    /// <inheritdoc/>
    public IPNetwork? PodCidr => _args.PodCidr;

    /// <inheritdoc/>
    public IPNetwork? PodCidrV6 => _args.PodCidrV6;

    /// <inheritdoc/>
    public ApiEndpoint ApiEndpoint { get; } = new("127.0.0.1", ApiProxyPort);

    /// <inheritdoc/>
    public Output<string> ApiServerUrl { get; }

    /// <inheritdoc/>
    [Output("kubeConfig")]
    public Output<string> KubeConfig { get; private set; }

    /// <summary>Token that servers join with. It also decrypts the snapshots of its time, so keep it with them. Secret.</summary>
    [Output("token")]
    public Output<string> Token { get; private set; }

    /// <summary>K3s version that all servers run.</summary>
    [Output("version")]
    public Output<string> Version { get; private set; }

    /// <summary>File of the requested snapshot. Empty if no snapshot was requested.</summary>
    [Output("snapshot")]
    public Output<string> Snapshot { get; private set; }

    /// <summary>Number of nodes that accept pods without tolerations.</summary>
    [Output("nodeCount")]
    public Output<int> NodesForPods { get; private set; }

    /// <summary>Pod security level of namespaces without their own: <c>restricted</c>, <c>baseline</c> or <c>privileged</c>.</summary>
    [Output("podSecurity")]
    public Output<string> PodSecurity { get; private set; }

    /// <summary>Namespaces that are exempt from the pod security level, sorted.</summary>
    [Output("podSecurityExemptions")]
    public Output<ImmutableArray<string>> PodSecurityExemptions { get; private set; }

    /// <inheritdoc/>
    public KubernetesProvider Kubernetes { get; }

    /// <summary>Driver of Longhorn, which K8TRE installs itself.</summary>
    public StorageDrivers Storage { get; } = new("driver.longhorn.io", "driver.longhorn.io");

    /// <inheritdoc/>
    public ArgoCredential ArgoCredential { get; } = new ArgoCredential.ServiceAccountToken();

    // Each step waits for those before it by its options. Only what a step needs is an input: a preview shows everything behind the output
    // of a changed command as changed.
    private Dictionary<string, Resource> PrepareHosts()
    {
        var preflight = new Preflight($"{_name}-preflight", new() { Cluster = _args, Slots = _slots }, _mine).Passed;
        return _args.Hosts.ToDictionary(host => host.Name, host => _slots.Take(host, ahead => new PrepareHost(
            $"{_name}-{host.Name}-prepare", new() { Cluster = _args, Host = host, After = [preflight, .. ahead] }, _mine).Prepared));
    }

    private Dictionary<string, Resource> StageRelease(Dictionary<string, Resource> prepared, ReleaseChecksums checksums) =>
        _args.Hosts.ToDictionary(host => host.Name, host => _slots.Take(host, ahead => new StageK3s($"{_name}-{host.Name}-stage", new()
        {
            Cluster = _args,
            Host = host,
            Sums = checksums.Sums,
            After = [prepared[host.Name], .. ahead],
        }, _mine).Staged));

    // No server changes before every node has the release. etcd accepts no new member while a lost one is still counted. A restore needs no
    // majority, and forgets all members but one.
    private IReadOnlyList<Resource> BeforeServers(ClusterToken token, IReadOnlyList<Resource> staged) => _args.RestoreFrom is { } snapshot
        ? new Restore($"{_name}-restore", new()
        {
            Servers = _args.LiveServers,
            Snapshot = snapshot,
            Token = token.Servers,
            After = staged,
        }, _mine).Stopped
        : [.. staged, .. Forget(_args.LostServers, staged)];

    // One server at a time: etcd accepts one new member at a time, and a majority keeps running while one server restarts.
    private (Resource Last, Output<string> CaSha256) InstallServers(
        ClusterToken token, ReleaseChecksums checksums, Dictionary<string, Resource> staged, IReadOnlyList<Resource> after)
    {
        ClusterCa? ca = null;
        foreach (var host in _args.Servers)
        {
            var server = new K3sServer($"{_name}-{host.Name}", new()
            {
                Cluster = _args,
                Host = host,
                Peers = [.. _args.LiveServers.Where(other => other != host).Select(other => other.Address)],
                Leads = host == _args.FirstServer,
                Checksums = checksums,
                Token = token.Servers,
                AgentToken = token.Agents,
                CaSha256 = ca is null ? "" : (Input<string>)ca.Sha256,
                // Also its own release, so that a removed server leaves the cluster before the files of its release.
                After = [staged[host.Name], .. after],
            }, _mine);
            if (host.IsLost)
                continue;
            after = [server.Installed];
            ca ??= new($"{_name}-ca", new()
            {
                Server = host,
                Generation = _args.CertificateGeneration,
                Installed = server.Installed,
            }, _mine);
        }
        return (_args.Encryption.Kms is null ? after[0] : EncryptByKms(after[0]), ca!.Sha256);
    }

    private Resource EncryptByKms(Resource last) =>
        new KmsStages($"{_name}-kms", new() { Cluster = _args, Installed = last }, _mine).Last;

    private IReadOnlyList<Resource> InstallAgents(
        ClusterToken token, ReleaseChecksums checksums, Dictionary<string, Resource> staged,
        (Resource Last, Output<string> CaSha256) servers)
    {
        Resource[] before = [];
        foreach (var wave in _args.Agents.Chunk(_args.AgentsInAWave))
        {
            List<K3sAgent> agents = [];
            foreach (var host in wave)
            {
                agents.Add(new($"{_name}-{host.Name}", new()
                {
                    Cluster = _args,
                    Host = host,
                    Server = _args.FirstServer,
                    Checksums = checksums,
                    AgentToken = token.Agents,
                    CaSha256 = servers.CaSha256,
                    After = [staged[host.Name], servers.Last, .. before],
                    Ahead = agents.ElementAtOrDefault(agents.Count - K3sClusterArgs.StepsOnFirstServer),
                }, _mine));
            }
            before = [.. agents.Select(agent => agent.Admitted)];
        }
        return before;
    }

    private IReadOnlyList<Resource> Forget(IEnumerable<SshHost> lost, IReadOnlyList<Resource> after) =>
    [
        .. lost.Select(host => new LostNode(
            $"{_name}-{host.Name}-lost", new() { Host = host, Server = _args.FirstServer, After = after }, _mine).Forgotten),
    ];

    // A deletion of the cluster deletes the mark. Single nodes can still be removed.
    private Resource MarkTeardown(IReadOnlyList<Resource> nodes) => new TeardownMark(
        $"{_name}-teardown", new() { Server = _args.FirstServer, Nodes = nodes },
        new() { Parent = this, Protect = _args.IsProtected }).Removed;

    private Output<string> ReadKubeConfig(Resource teardown) => new KubeConfigFile($"{_name}-kubeconfig", new()
    {
        Server = _args.FirstServer,
        ApiUrl = _args.ApiUrl,
        Generation = _args.CertificateGeneration,
        After = teardown,
    }, _mine).Text;

    private Output<string> TakeSnapshot((Resource Last, Output<string> CaSha256) servers) => _args.SnapshotName is { } snapshot
        ? new SnapshotOnDemand(
            $"{_name}-snapshot", new() { SnapshotName = snapshot, Server = _args.FirstServer, LastServer = servers.Last }, _mine).File
        : Output.Create("");
}
