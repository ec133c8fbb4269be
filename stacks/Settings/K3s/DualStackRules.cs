using System.Net;
using System.Net.Sockets;
using K8tre.Components.Addresses;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>Rules between a K3s cluster's IPv6 ranges and the IPv6 addresses of its hosts.</summary>
/// <param name="k3s">The cluster's settings, as far as they could be read.</param>
/// <param name="path">Their path.</param>
internal sealed class DualStackRules(K3sSettings k3s, string path)
{
    private readonly (HostSettings Host, string Path)[] _hosts = [.. HostRules.HostsOf(k3s, path)];

    /// <summary>Returns all problems.</summary>
    public IEnumerable<SettingProblem> Check() =>
        k3s is { PodCidrV6: null, ServiceCidrV6: null } ? SingleStack() : Ranges().Concat(Hosts());

    private IEnumerable<SettingProblem> SingleStack() =>
        from pair in _hosts
        where pair.Host.AddressV6 is not null
        select new SettingProblem(
            $"{pair.Path}.addressV6",
            $"is {pair.Host.AddressV6}, and the cluster has no IPv6 ranges; add podCidrV6 and serviceCidrV6, or remove it");

    private IEnumerable<SettingProblem> Ranges()
    {
        var (pods, services, nodes) = (k3s.PodCidrV6?.Network, k3s.ServiceCidrV6?.Network, _hosts.Count(pair => !pair.Host.Lost));
        if (pods is null || services is null)
        {
            yield return new(
                $"{path}.{(pods is null ? "podCidrV6" : "serviceCidrV6")}", "is not set, and the other IPv6 range is; write both, or none");
        }
        // Cilium's operator cuts at most 16 bits off: https://github.com/cilium/cilium/issues/20756
        if (pods is { PrefixLength: < 104 or > 112 })
            yield return new(
                $"{path}.podCidrV6", $"is {pods}; every node takes a /120 of it, and Cilium allows at most 65536: supply /104 to /112");
        else if (pods is { } range && 1 << (120 - range.PrefixLength) is var blocks && nodes > blocks)
        {
            yield return new(
                $"{path}.podCidrV6",
                $"is {pods}; every node takes a /120 of it, which makes {blocks}, and there are {nodes} nodes: supply a larger range");
        }
        // https://kubernetes.io/docs/reference/networking/virtual-ips/#ip-address-objects. The DNS service takes the tenth address.
        if (services is { PrefixLength: < 64 or > 124 })
            yield return new($"{path}.serviceCidrV6", $"is {services}; supply /64 to /124");
        if (pods is { } first && services is { } second && Cidr.Overlap(first, second))
            yield return new($"{path}.serviceCidrV6", $"is {second} and overlaps podCidrV6 {first}; choose ranges that share no address");
    }

    private IEnumerable<SettingProblem> Hosts()
    {
        foreach (var (host, at) in _hosts)
        {
            if (!IPAddress.TryParse(host.AddressV6, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
                yield return new(
                    $"{at}.addressV6", $"is {host.AddressV6 ?? "not set"}, and the cluster has IPv6 ranges; write the host's IPv6 address");
            else if (k3s.PodCidrV6?.Network.Contains(address) == true || k3s.ServiceCidrV6?.Network.Contains(address) == true)
                yield return new($"{at}.addressV6", $"is {host.AddressV6}, inside the cluster's own IPv6 ranges; correct one of them");
            // K3s detects one address of a host, but needs both: https://github.com/k3s-io/k3s/issues/11735
            if (host.Address is not null && !IPAddress.TryParse(host.Address, out _))
                yield return new($"{at}.address", $"is {host.Address}, and the cluster has IPv6 ranges; write the host's IPv4 address");
        }
    }
}
