using System.Net;

namespace K8tre.Components.OnPrem;

/// <summary>The HTTP proxy by which nodes reach the internet.</summary>
/// <param name="Url">Its URL, without a password.</param>
/// <param name="Direct">Hosts, domains and ranges that are reached without it. The cluster's own ranges are added.</param>
public sealed record HttpProxy(string Url, IReadOnlyList<string> Direct)
{
    /// <summary>The environment of K3s and of what it starts.</summary>
    internal string ToEnvironment(IEnumerable<IPNetwork> ranges)
    {
        string[] direct = ["127.0.0.0/8", "localhost", ".svc", ".cluster.local", .. ranges.Select(range => range.ToString()), .. Direct];
        return $"HTTP_PROXY={Url}\nHTTPS_PROXY={Url}\nNO_PROXY={string.Join(',', direct)}\n";
    }
}
