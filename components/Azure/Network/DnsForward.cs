using System.Net;

namespace K8tre.Components.Azure.Network;

/// <summary>A domain whose names are asked for at servers outside.</summary>
/// <param name="Domain">Name of the domain, without a dot at its end.</param>
/// <param name="Servers">The servers that know it, one to six.</param>
public sealed record DnsForward(string Domain, params IReadOnlyList<IPAddress> Servers);
