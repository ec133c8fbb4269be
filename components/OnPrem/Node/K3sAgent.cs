using K8tre.Components.OnPrem.Phases;
using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Node;

/// <summary>Inputs of <see cref="K3sAgent"/>.</summary>
public sealed record K3sAgentArgs
{
    /// <summary>Inputs of the cluster.</summary>
    public required K3sClusterArgs Cluster { get; init; }

    /// <summary>Host of the agent.</summary>
    public required SshHost Host { get; init; }

    /// <summary>Server that drains, admits and removes the node.</summary>
    public required SshHost Server { get; init; }

    /// <summary>The sha256 of the release's files.</summary>
    public required ReleaseChecksums Checksums { get; init; }

    /// <summary>Password that agents join with. Secret.</summary>
    public required Input<string> AgentToken { get; init; }

    /// <summary>The sha256 of the cluster's CA. The agent verifies the cluster with it before it joins.</summary>
    public required Input<string> CaSha256 { get; init; }

    /// <summary>The release on the host, the last server and the batch before.</summary>
    public required IReadOnlyList<Resource> After { get; init; }

    /// <summary>Agent whose steps on the server come before those of this one. Default: none.</summary>
    internal K3sAgent? Ahead { get; init; }
}

/// <summary>K3s agent: drained before its version changes, changed, and admitted to the cluster again.</summary>
/// <remarks>
/// Changes on the host: <c>/usr/local/bin/k3s</c> and its links, <c>/etc/rancher/k3s</c>, the unit <c>k3s-agent.service</c>. On deletion,
/// the node is drained and deleted, and these files are removed. Volumes and images are kept, unless
/// <see cref="K3sClusterArgs.RemovesData"/>.
/// Options: https://docs.k3s.io/cli/agent
/// </remarks>
public sealed class K3sAgent : ComponentResource
{
    /// <summary>Installs or changes the agent.</summary>
    public K3sAgent(string name, K3sAgentArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:K3sAgent", name, options)
    {
        var (cluster, host) = (args.Cluster, args.Host);
        Vacated = new Command(
            $"{name}-vacate",
            // The agent may be the last of hundreds to be drained. The script itself stops when it can no longer expect its turn.
            HostScript.Named("vacate-node").On(args.Server, TimeSpan.FromDays(7), new()
            {
                { "node", host.Name },
                { "version", cluster.Release.Version },
                { "at-once", cluster.AgentsAwayAtOnce.ToString() },
                { "drain-seconds", cluster.DrainSeconds },
                { "force-drain", cluster.ForceDrain },
            }),
            host.Options(this, args.Ahead is { } other ? [.. args.After, other.Vacated] : args.After));

        var agent = new Command(
            name,
            HostScript.Named("k3s-agent").On(host, TimeSpan.FromMinutes(15), new()
            {
                { "node", host.Name },
                { "version", cluster.Release.Version },
                { "sha256", args.Checksums.K3s },
                { "images", args.Checksums.Images },
                { "location", cluster.Release.Download },
                { "proxy", cluster.Proxy?.Url ?? "" },
                { "server", cluster.ApiAddress },
                { "cluster", $"version={cluster.Release.Version}" },
                { "remove-data", cluster.RemovesData ? "yes" : "no" },
                { "disks", string.Join(' ', host.Disks) },
                { "after", cluster.Generation },
                new K3sNodeFiles(cluster).ForAgent(host, Output.Format($"K10{args.CaSha256}::node:{args.AgentToken}")),
            }),
            SshHost.WithSecretOutputs(host.Options(this, Vacated)));

        Admitted = new Command(
            $"{name}-admit",
            HostScript.Named("admit-node").On(args.Server, cluster.DrainTimeout + TimeSpan.FromMinutes(15), new()
            {
                { "node", host.Name },
                { "version", cluster.Release.Version },
                { "labels", host.LabelWords },
                { "taints", string.Join(' ', host.Taints) },
                { "disks", string.Join(' ', host.Disks) },
                { "drain-seconds", cluster.DrainSeconds },
                { "force-drain", cluster.ForceDrain },
                // A host that was reinstalled, and so has another key, comes as a new node.
                { "after", $"{host.HostKey}" },
            }),
            host.Options(this, args.Ahead is { } ahead ? [agent, ahead.Admitted] : [agent]));

        RegisterOutputs();
    }

    /// <summary>Command after which the node is drained if its version changes.</summary>
    internal Resource Vacated { get; }

    /// <summary>Command after which the node is in the cluster with its version.</summary>
    internal Resource Admitted { get; }
}
