using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="LostNode"/>.</summary>
public sealed record LostNodeArgs
{
    /// <summary>Host that no longer exists.</summary>
    public required SshHost Host { get; init; }

    /// <summary>Server that removes the node.</summary>
    public required SshHost Server { get; init; }

    /// <summary>Commands that come before.</summary>
    public required IReadOnlyList<Resource> After { get; init; }
}

/// <summary>Removal of the node of a lost host from the cluster, and of a server from etcd.</summary>
/// <remarks>The script refuses to remove a server if etcd would lose its majority.</remarks>
public sealed class LostNode : ComponentResource
{
    /// <summary>Removes the node.</summary>
    public LostNode(string name, LostNodeArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:LostNode", name, options)
    {
        Forgotten = new Command(
            name,
            HostScript.Named("forget-node").On(args.Server, TimeSpan.FromMinutes(15), new() { { "node", args.Host.Name } }),
            args.Server.Options(this, args.After));

        RegisterOutputs();
    }

    /// <summary>Command after which the cluster has no such node.</summary>
    internal Resource Forgotten { get; }
}
