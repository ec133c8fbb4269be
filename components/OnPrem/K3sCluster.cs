using System.Collections.Immutable;
using System.Net;
using K8tre.Components.Clusters;
using K8tre.Components.OnPrem.Node;
using K8tre.Components.OnPrem.Phases;
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

    /// <summary>Creates the cluster.</summary>
    public K3sCluster(string name, K3sClusterArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:K3sCluster", name, options)
    {
        (_name, _args, _mine) = (name, args, new() { Parent = this });

        var token = new ClusterToken($"{name}-token", new() { Generation = args.TokenGeneration, ServerToken = args.Token }, _mine);
        var verdict = RunPreflight();
        var prepared = PrepareHosts(verdict);
        var staged = StageRelease(prepared);
        var ready = StopServersForRestore(staged);
        var servers = InstallServers(token, staged, ready);
        var admitted = InstallAgents(token, staged, servers);
        RemoveLostNodes(servers);
        var teardown = MarkTeardown(servers, admitted);
        KubeConfig = ReadKubeConfig(servers, teardown);
        Snapshot = TakeSnapshot(servers);

        (Token, Version, ApiServerUrl) = (token.Servers, servers.Version, Output.Create(args.ApiUrl));
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

    private Output<string> RunPreflight() => new Preflight($"{_name}-preflight", new() { Cluster = _args }, _mine).Verdict;

    private Dictionary<string, Output<string>> PrepareHosts(Output<string> verdict) => _args.Hosts.ToDictionary(
        host => host.Name,
        host => new PrepareHost($"{_name}-{host.Name}-prepare", new() { Cluster = _args, Host = host, Verdict = verdict }, _mine).Prepared);

    private Dictionary<string, Output<string>> StageRelease(Dictionary<string, Output<string>> prepared)
    {
        var checksums = new ReleaseChecksums(
            $"{_name}-checksums", new() { Cluster = _args, Prepared = prepared[_args.FirstServer.Name] }, _mine).Sums;
        return _args.Hosts.ToDictionary(host => host.Name, host => new StageK3s($"{_name}-{host.Name}-stage", new()
        {
            Cluster = _args,
            Host = host,
            Sums = checksums,
            Prepared = prepared[host.Name],
        }, _mine).Sha256);
    }

    private Output<string> StopServersForRestore(Dictionary<string, Output<string>> staged)
    {
        // No server changes before every node has the release. The value never changes, so it does not cause a server to run again.
        var after = Output.All(staged.Values).Apply(_ => "staged");
        return _args.RestoreFrom is { } snapshot
            ? new Restore($"{_name}-restore", new() { Servers = _args.LiveServers, Snapshot = snapshot, After = after }, _mine).Stopped
            : after;
    }

    // One server at a time: etcd accepts one new member at a time, and a majority keeps running while one server restarts.
    private ServersState InstallServers(ClusterToken token, Dictionary<string, Output<string>> staged, Output<string> after)
    {
        (Output<string>? ca, Output<string>? version) = (null, null);
        foreach (var host in _args.Servers)
        {
            var server = new K3sServer($"{_name}-{host.Name}", new()
            {
                Cluster = _args,
                Host = host,
                Peers = [.. _args.LiveServers.Where(other => other != host).Select(other => other.Address)],
                Leads = host == _args.FirstServer,
                Sha256 = staged[host.Name],
                Token = token.Servers,
                AgentToken = token.Agents,
                CaSha256 = ca is null ? "" : (Input<string>)ca,
                After = after,
            }, _mine);
            if (!host.IsLost)
                (ca, after, version) = (ca ?? server.CaSha256, server.State, server.Version);
        }
        return new(after, ca!, version!);
    }

    private Output<string> InstallAgents(ClusterToken token, Dictionary<string, Output<string>> staged, ServersState servers)
    {
        Output<string>? before = null;
        foreach (var batch in _args.Agents.Chunk(_args.AgentsAtOnce))
        {
            var admitted = batch.Select(host => new K3sAgent($"{_name}-{host.Name}", new()
            {
                Cluster = _args,
                Host = host,
                Server = _args.FirstServer,
                Sha256 = staged[host.Name],
                AgentToken = token.Agents,
                ServerState = servers.Last,
                CaSha256 = servers.CaSha256,
                After = before is null ? "" : (Input<string>)before,
            }, _mine).Admitted).ToArray();
            before = Output.All(admitted).Apply(_ => "admitted");
        }
        return before ?? Output.Create("");
    }

    private void RemoveLostNodes(ServersState servers)
    {
        foreach (var host in _args.Hosts.Where(host => host.IsLost))
        {
            _ = new LostNode(
                $"{_name}-{host.Name}-lost", new() { Host = host, Server = _args.FirstServer, ServerState = servers.Last }, _mine);
        }
    }

    private Output<string> MarkTeardown(ServersState servers, Output<string> admitted) => new TeardownMark(
        $"{_name}-teardown", new() { Server = _args.FirstServer, ServerState = servers.Last, Admitted = admitted },
        // A deletion of the cluster deletes the mark. Single nodes can still be removed.
        new() { Parent = this, Protect = _args.IsProtected }).Removed;

    private Output<string> ReadKubeConfig(ServersState servers, Output<string> teardown) => new KubeConfigFile($"{_name}-kubeconfig", new()
    {
        Server = _args.FirstServer,
        ApiUrl = _args.ApiUrl,
        ServerState = servers.Last,
        After = teardown,
    }, _mine).Text;

    private Output<string> TakeSnapshot(ServersState servers) => _args.SnapshotName is { } snapshot
        ? new SnapshotOnDemand(
            $"{_name}-snapshot", new() { SnapshotName = snapshot, Server = _args.FirstServer, ServerState = servers.Last }, _mine).File
        : Output.Create("");

    private sealed record ServersState(Output<string> Last, Output<string> CaSha256, Output<string> Version);
}
