using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem;

/// <summary>Brings a Debian or Ubuntu host to what K3s, Cilium and Longhorn expect of it.</summary>
/// <remarks>
/// Changes on the host: packages open-iscsi, nfs-common and curl, iscsid enabled, kernel modules and sysctls in files whose names hold
/// <c>k8tre</c>. Deleting it takes those files away again; packages stay.
/// </remarks>
public sealed class PrepareHost : ComponentResource
{
    /// <summary>Prepares <paramref name="host"/>.</summary>
    public PrepareHost(string name, SshHost host, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:PrepareHost", name, options)
    {
        var command = new Command(
            name, HostScript.Named("prepare-host").On(host, TimeSpan.FromMinutes(10), []), new() { Parent = this });

        Facts = command.Stdout;

        RegisterOutputs();
    }

    /// <summary>What the host is, in one line: <c>os=debian-12 arch=amd64</c>. Known once it is prepared.</summary>
    [Output("facts")]
    public Output<string> Facts { get; private set; }
}
