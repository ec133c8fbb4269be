using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="Restore"/>.</summary>
public sealed record RestoreArgs
{
    /// <summary>Servers of the cluster.</summary>
    public required IReadOnlyList<SshHost> Servers { get; init; }

    /// <summary>Path of the snapshot on the first server.</summary>
    public required string Snapshot { get; init; }

    /// <summary>Commands that come before.</summary>
    public required IReadOnlyList<Resource> After { get; init; }
}

/// <summary>Stop of all servers before a snapshot is restored, so that none of them continues with the old state.</summary>
/// <remarks>
/// Servers that have restored the snapshot already are not stopped. https://docs.k3s.io/cli/etcd-snapshot#restoring-snapshots
/// </remarks>
public sealed class Restore : ComponentResource
{
    /// <summary>Stops the servers.</summary>
    public Restore(string name, RestoreArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:Restore", name, options)
    {
        var script = HostScript.Named("stop-for-restore");
        Stopped =
        [
            .. args.Servers.Select(host => new Command(
                $"{name}-{host.Name}",
                script.On(host, TimeSpan.FromMinutes(5), new() { { "restore", args.Snapshot } }),
                host.Options(this, args.After))),
        ];

        RegisterOutputs();
    }

    /// <summary>Commands after which every server is stopped or has restored the snapshot.</summary>
    internal IReadOnlyList<Resource> Stopped { get; }
}
