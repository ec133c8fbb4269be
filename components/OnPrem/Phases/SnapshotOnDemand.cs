using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="SnapshotOnDemand"/>.</summary>
public sealed record SnapshotOnDemandArgs
{
    /// <summary>Name of the snapshot.</summary>
    public required string SnapshotName { get; init; }

    /// <summary>Server that takes the snapshot.</summary>
    public required SshHost Server { get; init; }

    /// <summary>The last server.</summary>
    public required Resource LastServer { get; init; }
}

/// <summary>Snapshot of etcd that is taken once for each name.</summary>
public sealed class SnapshotOnDemand : ComponentResource
{
    /// <summary>Takes the snapshot.</summary>
    public SnapshotOnDemand(string name, SnapshotOnDemandArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:SnapshotOnDemand", name, options)
    {
        var command = new Command(
            $"{name}-{args.SnapshotName}",
            HostScript.Named("save-snapshot").On(args.Server, TimeSpan.FromMinutes(15), new() { { "name", args.SnapshotName } }),
            // A second run would take a later snapshot under the name of the earlier one.
            SshHost.OptionsOfOneRun(this, args.LastServer));
        File = HostScript.KeptResult(command, args.Server, "write another name in takeSnapshot");

        RegisterOutputs();
    }

    /// <summary>Path of the snapshot's file on the server.</summary>
    [Output("file")]
    public Output<string> File { get; private set; }
}
