using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="PrepareHost"/>.</summary>
public sealed record PrepareHostArgs
{
    /// <summary>Inputs of the cluster.</summary>
    public required K3sClusterArgs Cluster { get; init; }

    /// <summary>The host.</summary>
    public required SshHost Host { get; init; }

    /// <summary>Commands that come before: the preflight, because nothing changes before it.</summary>
    public required IReadOnlyList<Resource> After { get; init; }
}

/// <summary>Preparation of a Debian or Ubuntu host for K3s, Cilium and Longhorn.</summary>
/// <remarks>
/// Changes on the host: installs the packages open-iscsi, nfs-common and curl, for encrypted volumes cryptsetup, enables iscsid, turns
/// swap off, and writes kernel modules, sysctls and a blacklist for multipath to files with <c>k8tre</c> in their names. On deletion, these
/// files are removed and swap is turned on again. Packages stay installed.
/// </remarks>
public sealed class PrepareHost : ComponentResource
{
    /// <summary>Prepares the host.</summary>
    public PrepareHost(string name, PrepareHostArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:PrepareHost", name, options)
    {
        var input = new ScriptInput
        {
            { "install", args.Cluster.InstallsPackages ? "yes" : "no" },
            { "proxy", args.Cluster.Proxy?.Url ?? "" },
            { "after", args.Cluster.Generation },
        };
        if (args.Cluster.EncryptsVolumes)
            input.Add("encrypt-volumes", "yes");
        Prepared = new Command(
            name,
            HostScript.Named("prepare-host").On(args.Host, TimeSpan.FromMinutes(15), input),
            args.Host.Options(this, args.After));

        RegisterOutputs();
    }

    /// <summary>Command after which the host is prepared.</summary>
    internal Resource Prepared { get; }
}
