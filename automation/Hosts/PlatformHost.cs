using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Automation.Hosts;

/// <summary>A host of a platform, as the outputs of the stack describe it.</summary>
internal sealed record PlatformHost
{
    /// <summary>Name of the node.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>SSH endpoint of the host.</summary>
    public required SshEndpoint Endpoint { get; init; }

    /// <summary>SSH endpoint of the bastion in front of the host. Null for a direct connection.</summary>
    public SshEndpoint? Bastion { get; init; }

    /// <summary>True if sudo asks for a password on the host.</summary>
    public bool SudoAsksPassword { get; init; }

    /// <summary>Reads the hosts from the outputs of a plan, in order.</summary>
    public static IReadOnlyList<PlatformHost> ReadAll(Plan plan) =>
    [
        .. plan.Outputs.Select(output => output.Value).OfType<JsonObject>()
            .SelectMany(cluster => (cluster["hosts"] as JsonArray ?? []).OfType<JsonObject>().Select(host => new PlatformHost
            {
                Name = (string)host["name"]!,
                Cluster = (string)cluster["clusterName"]!,
                Endpoint = SshEndpoint.Read(host),
                Bastion = host["bastion"] is JsonObject bastion ? SshEndpoint.Read(bastion) : null,
                SudoAsksPassword = (bool?)host["sudoAsksPassword"] ?? false,
            })),
    ];
}

/// <summary>An SSH server and a user.</summary>
/// <param name="Address">Address or DNS name.</param>
/// <param name="Port">TCP port.</param>
/// <param name="User">Name of the user.</param>
/// <param name="HostKey">Public key of the server. Null if a waiver allows any key.</param>
internal sealed record SshEndpoint(string Address, int Port, string User, string? HostKey)
{
    /// <summary>Reads an endpoint from the output of a stack.</summary>
    public static SshEndpoint Read(JsonObject host) => new(
        (string)host["address"]!, (int)(double)host["port"]!, (string)host["user"]!, (string?)host["hostKey"]);
}
