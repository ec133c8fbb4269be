using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="Preflight"/>.</summary>
public sealed record PreflightArgs
{
    /// <summary>Hosts that become servers, at least one.</summary>
    public required IReadOnlyList<SshHost> Servers { get; init; }

    /// <summary>Hosts that become agents. Default: none.</summary>
    public IReadOnlyList<SshHost> Agents { get; init; } = [];

    /// <summary>K3s version to install. Another version causes another check.</summary>
    public required string Version { get; init; }

    /// <summary>Addresses that must be unused until the cluster exists. Default: none.</summary>
    public IReadOnlyList<string> FreeAddresses { get; init; } = [];

    /// <summary>NFS servers that every node must reach. Default: none.</summary>
    public IReadOnlyList<string> NfsServers { get; init; } = [];
}

/// <summary>Check of all hosts at the same time, before any of them changes. It reports all problems and changes nothing.</summary>
public sealed class Preflight : ComponentResource
{
    // Space for the program, the images and growth.
    private const int FreeMiB = 5120;

    /// <summary>Checks the hosts.</summary>
    public Preflight(string name, PreflightArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:Preflight", name, options)
    {
        var script = HostScript.Named("preflight");
        var checks = args.Servers.Select(host => (host, role: "server"))
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
                { "host", checks.Select(check => (Input<string>)check.Stdout) },
                { "address", args.FreeAddresses.Select(address => (Input<string>)address) },
            }),
            new() { Parent = this });
        Verdict = verdict.Stdout;

        RegisterOutputs();
    }

    /// <summary>Output for the next step: every host passed.</summary>
    [Output("verdict")]
    public Output<string> Verdict { get; private set; }
}
