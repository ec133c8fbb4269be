using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>A node whose host is lost: the cluster forgets it, and etcd its membership, unless too few servers would be left.</summary>
public sealed class LostNode : ComponentResource
{
    /// <summary>Has <paramref name="server"/> forget the node, once <paramref name="serverState"/> is known.</summary>
    public LostNode(string name, SshHost host, SshHost server, Input<string> serverState, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:LostNode", name, options)
    {
        _ = new Command(
            name,
            HostScript.Named("forget-node").On(server, TimeSpan.FromMinutes(10), new() { { "node", host.Name }, { "after", serverState } }),
            new() { Parent = this });

        RegisterOutputs();
    }
}
