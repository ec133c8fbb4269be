using System.Net;
using K8tre.Components.Clusters;
using K8tre.Components.OnPrem.Node;
using K8tre.Components.OnPrem.Phases;
using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;
using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace K8tre.Components.OnPrem;

/// <summary>
/// A K3s cluster on hosts that exist already, phase by phase: all hosts are looked at before one changes, all get the release before one
/// runs it, servers change one after another, agents in batches after them.
/// </summary>
public sealed class K3sCluster : ComponentResource, ICluster
{
    // K3s runs a proxy to its API servers on every node: https://docs.k3s.io/architecture
    private const int ApiProxyPort = 6444;

    private readonly string _name;
    private readonly K3sClusterArgs _args;
    private readonly ComponentResourceOptions _mine;

    /// <summary>Makes the cluster.</summary>
    public K3sCluster(string name, K3sClusterArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:K3sCluster", name, options)
    {
        _name = name;
        _args = args;
        _mine = new() { Parent = this };

        var token = new ClusterToken($"{name}-token", args.TokenGeneration, args.Token, _mine);
        var verdict = RunPreflight();
        var staged = Stage(verdict);
        var servers = RunServers(token, staged);
        var admitted = RunAgents(token, staged, servers);
        ForgetLostNodes(servers);
        Token = token.Servers;
        Version = servers.Version;
        KubeConfig = ReadKubeConfig(servers, admitted);
        Snapshot = TakeSnapshot(servers);

        ApiServerUrl = Output.Create(args.ApiUrl);
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
    public int NodeCount => _args.Servers.Concat(_args.Agents).Count(host => !host.IsLost);

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

    /// <summary>Password by which servers join, and which opens the snapshots of its time: keep it with them. Secret.</summary>
    [Output("token")]
    public Output<string> Token { get; private set; }

    /// <summary>K3s version that the servers run. Known once all of them do.</summary>
    [Output("version")]
    public Output<string> Version { get; private set; }

    /// <summary>File of the snapshot that was asked for; empty where none was.</summary>
    [Output("snapshot")]
    public Output<string> Snapshot { get; private set; }

    /// <inheritdoc/>
    public KubernetesProvider Kubernetes { get; }

    /// <summary>Longhorn, which K8TRE brings itself.</summary>
    public StorageDrivers Storage { get; } = new("driver.longhorn.io", "driver.longhorn.io");

    /// <inheritdoc/>
    public ArgoCredential ArgoCredential { get; } = new ArgoCredential.ServiceAccountToken();

    // Later phases speak to any server that is there, never to one by its place in the list.
    private SshHost AServer => _args.LiveServers[0];

    private Output<string> RunPreflight() => new Preflight($"{_name}-preflight", new()
    {
        Servers = [.. _args.LiveServers],
        Agents = [.. _args.Agents.Where(host => !host.IsLost)],
        Version = _args.Release.Version,
        FreeAddresses = _args.FreeAddresses,
        NfsServers = _args.NfsServers,
    }, _mine).Verdict;

    private Dictionary<string, Output<string>> Stage(Output<string> verdict)
    {
        var prepared = _args.Servers.Concat(_args.Agents).ToDictionary(host => host.Name, host => new PrepareHost($"{_name}-{host.Name}-prepare", new()
        {
            Host = host,
            Verdict = verdict,
            Generation = _args.Generation,
            InstallsPackages = _args.InstallsPackages,
            Proxy = _args.Proxy,
        }, _mine).Prepared);
        var sums = new ReleaseChecksums($"{_name}-checksums", new()
        {
            Host = AServer,
            Release = _args.Release,
            Prepared = prepared[AServer.Name],
            Proxy = _args.Proxy,
        }, _mine).Sums;
        return _args.Servers.Concat(_args.Agents).ToDictionary(host => host.Name, host => new StageK3s($"{_name}-{host.Name}-stage", new()
        {
            Host = host,
            Release = _args.Release,
            Sums = sums,
            Prepared = prepared[host.Name],
            Generation = _args.Generation,
            Proxy = _args.Proxy,
        }, _mine).Sha256);
    }

    // One after another: etcd takes one new member at a time, and a majority runs while one restarts.
    private ServersState RunServers(ClusterToken token, Dictionary<string, Output<string>> staged)
    {
        // No server changes before every node has the release; the value itself never changes, so it makes none run again.
        var after = Output.All(staged.Values).Apply(_ => "staged");
        if (_args.RestoreFrom is { } snapshot)
            after = new Restore($"{_name}-restore", _args.LiveServers, snapshot, after, _mine).Stopped;
        Output<string>? ca = null;
        Output<string>? version = null;
        foreach (var host in _args.Servers)
        {
            var server = new K3sServer($"{_name}-{host.Name}", new()
            {
                Cluster = _args,
                Host = host,
                Peers = [.. _args.LiveServers.Where(other => other != host).Select(other => other.Address)],
                Leads = host == AServer,
                Sha256 = staged[host.Name],
                Token = token.Servers,
                AgentToken = token.Agents,
                CaSha256 = ca is null ? "" : (Input<string>)ca,
                After = after,
            }, _mine);
            if (host.IsLost)
                continue;
            ca ??= server.CaSha256;
            after = server.State;
            version = server.Version;
        }
        return new(after, ca!, version!);
    }

    private Output<string> RunAgents(ClusterToken token, Dictionary<string, Output<string>> staged, ServersState servers)
    {
        Output<string>? before = null;
        foreach (var batch in _args.Agents.Chunk(_args.AgentsAtOnce))
        {
            var admitted = batch.Select(host => new K3sAgent($"{_name}-{host.Name}", new()
            {
                Cluster = _args,
                Host = host,
                Server = AServer,
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

    private void ForgetLostNodes(ServersState servers)
    {
        foreach (var host in _args.Servers.Concat(_args.Agents).Where(host => host.IsLost))
            _ = new LostNode($"{_name}-{host.Name}-lost", host, AServer, servers.Last, _mine);
    }

    private Output<string> ReadKubeConfig(ServersState servers, Output<string> admitted)
    {
        // It goes before everything else of the cluster, and tells the nodes that follow it.
        var life = new Command(
            $"{_name}-life",
            HostScript.Named("teardown").On(AServer, TimeSpan.FromMinutes(3), new() { { "after", servers.Last.Apply(_ => "servers") }, { "after", admitted } }),
            new() { Parent = this });
        var read = new Command(
            $"{_name}-kubeconfig",
            HostScript.Named("kubeconfig").On(AServer, TimeSpan.FromMinutes(3), new() { { "server", _args.ApiUrl }, { "after", servers.Last }, { "after", life.Stdout } }),
            new() { Parent = this, AdditionalSecretOutputs = { "stdout" } });
        return Output.CreateSecret(read.Stdout);
    }

    private Output<string> TakeSnapshot(ServersState servers) => _args.SnapshotName is { } snapshot
        ? new SnapshotOnDemand($"{_name}-snapshot", snapshot, AServer, servers.Last, _mine).File
        : Output.Create("");

    private sealed record ServersState(Output<string> Last, Output<string> CaSha256, Output<string> Version);
}
