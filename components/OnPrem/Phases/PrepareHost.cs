using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="PrepareHost"/>.</summary>
public sealed record PrepareHostArgs
{
    /// <summary>The host.</summary>
    public required SshHost Host { get; init; }

    /// <summary>The preflight's output, so that nothing changes before it.</summary>
    public required Input<string> Verdict { get; init; }

    /// <summary>Which run it is: another text runs it again. Default: the first.</summary>
    public string Generation { get; init; } = "1";

    /// <summary>Whether missing packages are installed. Default: true. Without a way to a package mirror they have to be there.</summary>
    public bool InstallsPackages { get; init; } = true;

    /// <summary>Proxy on the way to the package mirror. Default: none.</summary>
    public HttpProxy? Proxy { get; init; }
}

/// <summary>Brings a Debian or Ubuntu host to what K3s, Cilium and Longhorn expect of it.</summary>
/// <remarks>
/// Changes on the host: packages open-iscsi, nfs-common and curl, iscsid enabled, swap off, kernel modules, sysctls and multipath's blacklist
/// in files whose names hold <c>k8tre</c>. Deleting it takes those files away and swap back in; packages stay.
/// </remarks>
public sealed class PrepareHost : ComponentResource
{
    /// <summary>Prepares the host.</summary>
    public PrepareHost(string name, PrepareHostArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:PrepareHost", name, options)
    {
        var command = new Command(
            name,
            HostScript.Named("prepare-host").On(args.Host, TimeSpan.FromMinutes(15), new()
            {
                { "install", args.InstallsPackages ? "yes" : "no" },
                { "proxy", args.Proxy?.Url ?? "" },
                { "after", args.Generation },
                { "after", args.Verdict },
            }),
            args.Host.Options(this));
        Prepared = command.Stdout;

        RegisterOutputs();
    }

    /// <summary>Known once the host is prepared.</summary>
    [Output("prepared")]
    public Output<string> Prepared { get; private set; }
}
