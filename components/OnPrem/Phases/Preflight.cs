using System.Security.Cryptography;
using System.Text;
using K8tre.Components.Clusters;
using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="Preflight"/>.</summary>
public sealed record PreflightArgs
{
    /// <summary>Inputs of the cluster.</summary>
    public required K3sClusterArgs Cluster { get; init; }

    /// <summary>Slots for connections through bastions.</summary>
    internal BastionSlots Slots { get; init; } = new();
}

/// <summary>Check of all hosts at the same time, before any of them changes. It reports all problems and changes nothing.</summary>
public sealed class Preflight : ComponentResource
{
    // Space for the program, the images and growth.
    private const int FreeMiB = 5120;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Checks the hosts.</summary>
    public Preflight(string name, PreflightArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:Preflight", name, options)
    {
        var (cluster, script) = (args.Cluster, HostScript.Named("preflight"));
        var checks = cluster.LiveServers.Select(host => (host, role: "server"))
            .Concat(cluster.Agents.Where(host => !host.IsLost).Select(host => (host, role: "agent")))
            .Select(node => (node.host, parameters: Parameters(cluster, node.host, node.role).ToArray()))
            .ToArray();
        var results = checks.Select(check => (Input<string>)HostScript.Result(
            (Command)args.Slots.Take(check.host, ahead => new Command(
                $"{name}-{check.host.Name}", script.On(check.host, Limit, [check.parameters]), OptionsOf(check.host, ahead))),
            check.host,
            "increase applyGeneration by one").Apply(line => line.ReplaceLineEndings(" "))).ToArray();

        Passed = new Command(
            name,
            HostScript.Named("cross-check").On(cluster.FirstServer, Limit, new()
            {
                { "host", results },
                { "address", cluster.FreeAddresses.Select(address => (Input<string>)address) },
                { "need", Needs(cluster.Needs) },
                { "checks", Digest(checks) },
            }),
            cluster.FirstServer.Options(this));

        RegisterOutputs();
    }

    private static IEnumerable<(string, string)> Parameters(K3sClusterArgs cluster, SshHost host, string role) =>
    [
        ("node", host.Name),
        ("role", role),
        ("version", cluster.Release.Version),
        ("after", cluster.Generation),
        ("min-free-mib", $"{FreeMiB}"),
        ("disks", string.Join(' ', host.Disks)),
        ("nfs", string.Join(' ', cluster.NfsServers)),
        ("resolver", cluster.Resolver is { } resolver ? resolver.Address ?? "guess" : ""),
        ("upload", cluster.Release.File is null && cluster.Release.ImagesFile is null ? "no" : "yes"),
        ("sign-ins", $"{(role == "server" ? SignIns(cluster, host) : 0)}"),
        ("interface", role == "server" ? cluster.Endpoint?.VirtualInterface ?? "" : ""),
        ("gpu", host.HasGpu ? "yes" : "no"),
        .. Capacity(cluster, host, role),
    ];

    // Any server can become the first one. Without a bastion, a refused sign-in is repeated.
    private static int SignIns(K3sClusterArgs cluster, SshHost host) =>
        host.Bastion is not null && cluster.Agents.Count > 0 ? 2 * K3sClusterArgs.StepsOnFirstServer : 0;

    // A bastion waits for two minutes at each attempt to connect to a host that does not answer.
    private CustomResourceOptions OptionsOf(SshHost host, IReadOnlyList<Resource> ahead)
    {
        var options = host.Options(this, ahead);
        options.CustomTimeouts = new() { Create = SshHost.Patience + Limit, Update = SshHost.Patience + Limit };
        return options;
    }

    // A check that runs again has an unknown result in a preview. The comparison then runs again in the deployment too, as shown.
    private static string Digest(IEnumerable<(SshHost Host, (string, string)[] Parameters)> checks) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', checks.SelectMany(check =>
            check.Parameters.Select(parameter => $"{parameter}").Append(check.Host.Endpoint))))))[..16];

    // What the host keeps for itself. Pods with a taint's toleration are few, so that a host with a taint adds nothing.
    private static IEnumerable<(string, string)> Capacity(K3sClusterArgs cluster, SshHost host, string role)
    {
        if (cluster.Needs is null)
            return [];
        var reserved = HostNeeds.ReservedOn(role);
        return
        [
            ("takes-pods", NodeTaint.AdmitOrdinaryPods(host.Taints) ? "yes" : "no"),
            ("reserved-cpu", $"{reserved.CpuMillicores}"),
            ("reserved-cpu-percent", $"{HostNeeds.LonghornCpuPercent}"),
            ("reserved-memory", $"{reserved.MemoryMiB}"),
            ("reserved-disk-percent", $"{HostNeeds.LonghornReservePercent}"),
        ];
    }

    private static IEnumerable<Input<string>> Needs(HostNeeds? needs) => needs is null ? [] :
    [
        $"cpu {needs.Requests.CpuMillicores} millicores",
        $"memory {needs.Requests.MemoryMiB} MiB",
        $"volumes {needs.VolumesMiB} MiB",
    ];

    /// <summary>Command after which every host has passed.</summary>
    internal Resource Passed { get; }
}
