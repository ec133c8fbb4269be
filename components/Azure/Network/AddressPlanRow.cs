using System.Net;

namespace K8tre.Components.Azure.Network;

/// <summary>A row of an <see cref="AddressPlan"/>.</summary>
/// <param name="Network">Whose network it is of: <c>hub</c>, an environment's label, or <c>management</c>.</param>
/// <param name="Subnet">Name of the subnet. Null: it is the network's own range.</param>
/// <param name="Range">The addresses.</param>
public sealed record AddressPlanRow(string Network, string? Subnet, IPNetwork Range);
