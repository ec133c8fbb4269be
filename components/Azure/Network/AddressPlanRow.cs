using System.Net;

namespace K8tre.Components.Azure.Network;

/// <summary>Row of an <see cref="AddressPlan"/>.</summary>
/// <param name="Network">Name of the network: <c>hub</c>, an environment's label, or <c>management</c>.</param>
/// <param name="Subnet">Name of the subnet. Null: the row describes the whole network.</param>
/// <param name="Range">Address range.</param>
public sealed record AddressPlanRow(string Network, string? Subnet, IPNetwork Range);
