using System.Net;

namespace K8tre.Components.OnPrem;

/// <summary>HTTP proxy through which nodes reach the internet.</summary>
/// <param name="Url">URL of the proxy, without a password.</param>
/// <param name="Direct">Hosts, domains and ranges that nodes reach without the proxy. The cluster's own ranges are added.</param>
public sealed record HttpProxy(string Url, IReadOnlyList<string> Direct)
{
    /// <summary>Returns the environment of K3s and of the processes that it starts.</summary>
    internal string ToEnvironment(IEnumerable<IPNetwork> ranges) =>
        $"HTTP_PROXY={Url}\nHTTPS_PROXY={Url}\nNO_PROXY={Exceptions(ranges)}\n";

    /// <summary>Returns all hosts, domains and ranges that are reached without the proxy, separated by commas.</summary>
    internal string Exceptions(IEnumerable<IPNetwork> ranges) => string.Join(
        ',', ["127.0.0.0/8", "localhost", ".svc", ".cluster.local", .. ranges.Select(range => range.ToString()), .. Direct]);
}
