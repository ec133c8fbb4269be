using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>A snapshot of etcd, taken when its name is new.</summary>
public sealed class SnapshotOnDemand : ComponentResource
{
    /// <summary>Takes a snapshot called <paramref name="snapshot"/> on <paramref name="server"/>.</summary>
    public SnapshotOnDemand(string name, string snapshot, SshHost server, Input<string> serverState, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:SnapshotOnDemand", name, options)
    {
        var command = new Command(
            name,
            HostScript.Named("save-snapshot").On(server, TimeSpan.FromMinutes(15), new()
            {
                { "name", snapshot },
                // The order without the value: an upgrade would take it again, under a name that promises another moment.
                { "after", serverState.Apply(_ => "servers") },
            }),
            new() { Parent = this });
        File = command.Stdout;

        RegisterOutputs();
    }

    /// <summary>The snapshot's file on the server.</summary>
    [Output("file")]
    public Output<string> File { get; private set; }
}
