using System.Text.Json.Nodes;
using K8tre.Automation.Plans;

namespace K8tre.Automation.Hosts;

/// <summary>A host of a platform, as the stack's outputs name it.</summary>
internal sealed record PlatformHost
{
    /// <summary>Name of its node.</summary>
    public required string Name { get; init; }

    /// <summary>Name of its cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>How to reach it.</summary>
    public required SshEndpoint Endpoint { get; init; }

    /// <summary>The host that it is reached through; none when it is reached directly.</summary>
    public SshEndpoint? Bastion { get; init; }

    /// <summary>Whether sudo asks for a password there.</summary>
    public bool SudoAsksPassword { get; init; }

    /// <summary>The hosts that a plan's outputs list, in their order.</summary>
    public static IReadOnlyList<PlatformHost> In(Plan plan) =>
    [
        .. plan.Outputs.Select(output => output.Value).OfType<JsonObject>()
            .SelectMany(cluster => (cluster["hosts"] as JsonArray ?? []).OfType<JsonObject>().Select(host => new PlatformHost
            {
                Name = (string)host["name"]!,
                Cluster = (string)cluster["clusterName"]!,
                Endpoint = SshEndpoint.Of(host),
                Bastion = host["bastion"] is JsonObject bastion ? SshEndpoint.Of(bastion) : null,
                SudoAsksPassword = (bool?)host["sudoAsksPassword"] ?? false,
            })),
    ];
}

/// <summary>An SSH server and the user to sign in as.</summary>
/// <param name="Address">Address or DNS name.</param>
/// <param name="Port">TCP port.</param>
/// <param name="User">User.</param>
/// <param name="HostKey">Public key that the host must prove to hold; none where a waiver lets any host be believed.</param>
internal sealed record SshEndpoint(string Address, int Port, string User, string? HostKey)
{
    /// <summary>Reads the members of the same names.</summary>
    public static SshEndpoint Of(JsonObject host) => new(
        (string)host["address"]!, (int)(double)host["port"]!, (string)host["user"]!, (string?)host["hostKey"]);
}
