using System.Globalization;
using K8tre.Components.OnPrem.Phases;
using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Node;

/// <summary>Inputs of <see cref="K3sServer"/>.</summary>
public sealed record K3sServerArgs
{
    /// <summary>What the cluster is.</summary>
    public required K3sClusterArgs Cluster { get; init; }

    /// <summary>Where K3s is installed.</summary>
    public required SshHost Host { get; init; }

    /// <summary>Addresses of the other servers.</summary>
    public required IReadOnlyList<string> Peers { get; init; }

    /// <summary>Whether this server begins the cluster where none is, and acts for all: rotates, restores. Exactly one does.</summary>
    public required bool Leads { get; init; }

    /// <summary>The sha256 of the program: the output of <see cref="StageK3s"/>.</summary>
    public required Input<string> Sha256 { get; init; }

    /// <summary>Password by which servers join. Secret.</summary>
    public required Input<string> Token { get; init; }

    /// <summary>Password by which agents join. Secret.</summary>
    public required Input<string> AgentToken { get; init; }

    /// <summary>The sha256 of the cluster's CA, by which a server knows the cluster it joins. Default: none, the server begins the cluster.</summary>
    public Input<string> CaSha256 { get; init; } = "";

    /// <summary>Output of the server before this one, or of what comes before the first: servers change one after another.</summary>
    public required Input<string> After { get; init; }
}

/// <summary>
/// A K3s server with embedded etcd, without a CNI, kube-proxy, ingress or load balancer of its own. It is done when its API is ready and
/// it votes in etcd.
/// </summary>
/// <remarks>
/// Changes on the host: <c>/usr/local/bin/k3s</c> and its links, <c>/etc/rancher/k3s</c>, the unit <c>k3s.service</c>. Deleting it drains the
/// node, signs it off and takes those away; the cluster's data in <c>/var/lib/rancher/k3s</c> stays, unless
/// <see cref="K3sClusterArgs.RemovesData"/>. Options: https://docs.k3s.io/cli/server
/// </remarks>
public sealed class K3sServer : ComponentResource
{
    /// <summary>TCP port of the Kubernetes API.</summary>
    public const int ApiPort = 6443;

    /// <summary>Brings the server to what it should be.</summary>
    public K3sServer(string name, K3sServerArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:K3sServer", name, options)
    {
        var (cluster, host) = (args.Cluster, args.Host);
        var command = new Command(
            name,
            // Draining, then up to five gates of five minutes, and a restore or a rotation.
            HostScript.Named("k3s-server").On(host, cluster.DrainTimeout + TimeSpan.FromMinutes(60), new()
            {
                { "node", host.Name },
                { "version", cluster.Release.Version },
                { "sha256", args.Sha256 },
                { "token", args.Token },
                { "ca", args.CaSha256 },
                { "peers", string.Join(' ', args.Peers) },
                { "leads", args.Leads ? "yes" : "no" },
                { "encryption-generation", cluster.EncryptionKeyGeneration.ToString(CultureInfo.InvariantCulture) },
                { "restore", cluster.RestoreFrom ?? "" },
                { "drain-seconds", cluster.DrainSeconds },
                { "labels", host.LabelWords },
                { "taints", string.Join(' ', host.Taints) },
                { "remove-data", cluster.RemovesData ? "yes" : "no" },
                { "disks", string.Join(' ', host.Disks) },
                { "after", cluster.Generation },
                { "after", args.After },
                new K3sNodeFiles(cluster).ForServer(host, args.AgentToken),
            }),
            host.Options(this));

        State = command.Stdout;
        CaSha256 = command.Stdout.Apply(state => state.Split("ca=")[^1].Trim());
        Version = command.Stdout.Apply(state => state.Split(' ')[0].Split("version=")[^1]);

        RegisterOutputs();
    }

    /// <summary>Its version and the cluster's CA. Known once the server is healthy; changes when one of the two does.</summary>
    [Output("state")]
    public Output<string> State { get; private set; }

    /// <summary>The sha256 of the cluster's CA.</summary>
    [Output("caSha256")]
    public Output<string> CaSha256 { get; private set; }

    /// <summary>The K3s version it runs.</summary>
    [Output("version")]
    public Output<string> Version { get; private set; }
}
