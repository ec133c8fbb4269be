using System.Net;

namespace K8tre.Components.Azure.Network;

/// <summary>Domain whose queries are forwarded to other DNS servers.</summary>
/// <param name="Domain">Name of the domain, without a trailing dot.</param>
/// <param name="Servers">DNS servers of the domain, one to six.</param>
public sealed record DnsForward(string Domain, params IReadOnlyList<IPAddress> Servers);
