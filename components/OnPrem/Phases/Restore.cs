using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Before a snapshot is restored: every server stops, so that none goes on with the old state beside the restored one.</summary>
/// <remarks>https://docs.k3s.io/cli/etcd-snapshot#restoring-snapshots</remarks>
public sealed class Restore : ComponentResource
{
    /// <summary>Stops the servers, unless <paramref name="snapshot"/> is restored already.</summary>
    public Restore(string name, IReadOnlyList<SshHost> servers, string snapshot, Input<string> after, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:Restore", name, options)
    {
        var script = HostScript.Named("stop-for-restore");
        var stops = servers.Select(host => new Command(
            $"{name}-{host.Name}",
            script.On(host, TimeSpan.FromMinutes(5), new() { { "restore", snapshot }, { "after", after } }),
            new() { Parent = this }));
        Stopped = Output.All(stops.Select(stop => stop.Stdout)).Apply(_ => "stopped");

        RegisterOutputs();
    }

    /// <summary>Known once every server stands still or has the snapshot.</summary>
    [Output("stopped")]
    public Output<string> Stopped { get; private set; }
}
