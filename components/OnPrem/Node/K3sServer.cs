using System.Globalization;
using K8tre.Components.OnPrem.Phases;
using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Node;

/// <summary>Inputs of <see cref="K3sServer"/>.</summary>
public sealed record K3sServerArgs
{
    /// <summary>Inputs of the cluster.</summary>
    public required K3sClusterArgs Cluster { get; init; }

    /// <summary>Host of the server.</summary>
    public required SshHost Host { get; init; }

    /// <summary>Addresses of the other servers.</summary>
    public required IReadOnlyList<string> Peers { get; init; }

    /// <summary>True for the one server that starts a new cluster, rotates keys and restores snapshots.</summary>
    public required bool Leads { get; init; }

    /// <summary>The sha256 of the release's files.</summary>
    public required ReleaseChecksums Checksums { get; init; }

    /// <summary>Password that servers join with. Secret.</summary>
    public required Input<string> Token { get; init; }

    /// <summary>Password that agents join with. Secret.</summary>
    public required Input<string> AgentToken { get; init; }

    /// <summary>
    /// The sha256 of the cluster's CA. The server verifies the cluster with it before it joins. Default: none; it starts the cluster.
    /// </summary>
    public Input<string> CaSha256 { get; init; } = "";

    /// <summary>The server before this one, or the steps before the first server. Servers change one at a time.</summary>
    public required IReadOnlyList<Resource> After { get; init; }
}

/// <summary>K3s server with embedded etcd, without K3s's CNI, kube-proxy, ingress controller and load balancer.</summary>
/// <remarks>
/// The server is complete when its API is ready and it is a voting member of etcd.
/// Changes on the host: <c>/usr/local/bin/k3s</c> and its links, <c>/etc/rancher/k3s</c>, the unit <c>k3s.service</c>. On deletion, the
/// node is drained and removed from the cluster, and these files are removed. The cluster's data in <c>/var/lib/rancher/k3s</c> is kept,
/// unless <see cref="K3sClusterArgs.RemovesData"/>. Options: https://docs.k3s.io/cli/server
/// </remarks>
public sealed class K3sServer : ComponentResource
{
    /// <summary>Installs or changes the server.</summary>
    public K3sServer(string name, K3sServerArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:K3sServer", name, options)
    {
        var (cluster, host) = (args.Cluster, args.Host);
        Installed = new Command(
            name,
            // A drain, then up to five waits of five minutes, and a restore or a rotation.
            HostScript.Named("k3s-server").On(host, cluster.DrainTimeout + TimeSpan.FromMinutes(60), new()
            {
                { "node", host.Name },
                { "version", cluster.Release.Version },
                { "sha256", args.Checksums.K3s },
                { "images", args.Checksums.Images },
                { "location", cluster.Release.Download },
                { "proxy", cluster.Proxy?.Url ?? "" },
                { "token", args.Token },
                { "ca", args.CaSha256 },
                { "peers", string.Join(' ', args.Peers) },
                { "leads", args.Leads ? "yes" : "no" },
                { "encryption-provider", cluster.Encryption.ProviderName },
                cluster.Encryption.Kms?.Parameters() ?? [],
                { "encryption-generation", GenerationOfKeys(cluster) },
                { "restore", cluster.RestoreFrom ?? "" },
                { "drain-seconds", cluster.DrainSeconds },
                { "force-drain", cluster.ForceDrain },
                { "labels", host.LabelWords },
                { "taints", string.Join(' ', host.Taints) },
                { "remove-data", cluster.RemovesData ? "yes" : "no" },
                { "disks", string.Join(' ', host.Disks) },
                { "after", cluster.Generation },
                new K3sNodeFiles(cluster).ForServer(host, args.AgentToken),
            }),
            SshHost.WithSecretOutputs(host.Options(this, args.After)));

        RegisterOutputs();
    }

    // With a KMS, K3s's own keys stay, so that a generation of the KMS's key restarts no server.
    private static string GenerationOfKeys(K3sClusterArgs cluster) =>
        cluster.Encryption.Kms is null ? cluster.EncryptionKeyGeneration.ToString(CultureInfo.InvariantCulture) : "kms";

    /// <summary>Command after which the server is a healthy member of the cluster.</summary>
    internal Resource Installed { get; }
}
