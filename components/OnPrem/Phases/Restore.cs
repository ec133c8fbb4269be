using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="Restore"/>.</summary>
public sealed record RestoreArgs
{
    /// <summary>Servers of the cluster. The first one restores the snapshot.</summary>
    public required IReadOnlyList<SshHost> Servers { get; init; }

    /// <summary>Path of the snapshot on the first server.</summary>
    public required string Snapshot { get; init; }

    /// <summary>Password of the cluster when the snapshot was taken. Secret.</summary>
    public required Input<string> Token { get; init; }

    /// <summary>Commands that come before.</summary>
    public required IReadOnlyList<Resource> After { get; init; }
}

/// <summary>Stop of all servers before a snapshot is restored, so that none of them continues with the old state.</summary>
/// <remarks>
/// The first server checks the snapshot before any server stops. Servers that have restored the snapshot already are not stopped. On
/// deletion, servers start again if they were stopped for a restore that is not complete. The checks do this, because they are in the
/// state before a server stops. https://docs.k3s.io/cli/etcd-snapshot#restoring-snapshots
/// </remarks>
public sealed class Restore : ComponentResource
{
    /// <summary>Stops the servers.</summary>
    public Restore(string name, RestoreArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:Restore", name, options)
    {
        var first = Check(args.Servers[0], args.After);
        Command[] checks = [first, .. args.Servers.Skip(1).Select(host => Check(host, [first]))];
        Stopped = [.. args.Servers.Select(Stop)];

        Command Check(SshHost host, IReadOnlyList<Resource> after) => new(
            $"{name}-{host.Name}-check",
            HostScript.Named("check-restore").On(host, TimeSpan.FromMinutes(15), new()
            {
                { "restore", args.Snapshot },
                { "token", args.Token },
                { "leader", host == args.Servers[0] ? "" : args.Servers[0].Address },
            }),
            SshHost.WithSecretOutputs(host.Options(this, after)));

        Command Stop(SshHost host) => new(
            $"{name}-{host.Name}",
            HostScript.Named("stop-for-restore").On(host, TimeSpan.FromMinutes(15), new() { { "restore", args.Snapshot } }),
            host.Options(this, checks));

        RegisterOutputs();
    }

    /// <summary>Commands after which every server is stopped or has restored the snapshot.</summary>
    internal IReadOnlyList<Resource> Stopped { get; }
}
