using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="Preflight"/>.</summary>
public sealed record PreflightArgs
{
    /// <summary>Hosts that become servers, the first one at least.</summary>
    public required IReadOnlyList<SshHost> Servers { get; init; }

    /// <summary>Hosts that become agents. Default: none.</summary>
    public IReadOnlyList<SshHost> Agents { get; init; } = [];

    /// <summary>K3s version to come: another one is a reason to look again.</summary>
    public required string Version { get; init; }

    /// <summary>Addresses that nobody may use before the cluster does. Default: none.</summary>
    public IReadOnlyList<string> FreeAddresses { get; init; } = [];

    /// <summary>NFS servers that every node must reach. Default: none.</summary>
    public IReadOnlyList<string> NfsServers { get; init; } = [];
}

/// <summary>
/// Looks at every host, all at the same time, and changes nothing: what is wrong with any of them is known before the first one changes.
/// </summary>
public sealed class Preflight : ComponentResource
{
    // The program, the images and room to grow.
    private const int FreeMiB = 5120;

    /// <summary>Looks at the hosts.</summary>
    public Preflight(string name, PreflightArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:Preflight", name, options)
    {
        var script = HostScript.Named("preflight");
        var looks = args.Servers.Select(host => (host, role: "server"))
            .Concat(args.Agents.Select(host => (host, role: "agent")))
            .Select(node => new Command(
                $"{name}-{node.host.Name}",
                script.On(node.host, TimeSpan.FromMinutes(2), new()
                {
                    { "node", node.host.Name },
                    { "role", node.role },
                    { "version", args.Version },
                    { "min-free-mib", $"{FreeMiB}" },
                    { "disks", string.Join(' ', node.host.Disks) },
                    { "nfs", string.Join(' ', args.NfsServers) },
                }),
                node.host.Options(this)))
            .ToArray();

        var verdict = new Command(
            name,
            HostScript.Named("cross-check").On(args.Servers[0], TimeSpan.FromMinutes(2), new()
            {
                { "host", looks.Select(look => (Input<string>)look.Stdout) },
                { "address", args.FreeAddresses.Select(address => (Input<string>)address) },
            }),
            new() { Parent = this });
        Verdict = verdict.Stdout;

        RegisterOutputs();
    }

    /// <summary>Known once every host passed: what changes hosts takes it, and so comes after it.</summary>
    [Output("verdict")]
    public Output<string> Verdict { get; private set; }
}
