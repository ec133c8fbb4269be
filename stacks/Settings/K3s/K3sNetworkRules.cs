using System.Net;
using System.Net.Sockets;
using K8tre.Components.Addresses;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>What must hold between a cluster's ranges, its API's address and the addresses of its hosts.</summary>
/// <param name="k3s">The cluster's settings, as far as they could be read.</param>
/// <param name="path">Where they stand.</param>
internal sealed class K3sNetworkRules(K3sSettings k3s, string path)
{
    private readonly (HostSettings Host, string Path)[] _hosts = [.. HostRules.HostsOf(k3s, path)];

    /// <summary>All problems.</summary>
    public IEnumerable<SettingProblem> Check() => [.. Ranges(), .. SecondFamily(), .. Endpoint()];

    private int Nodes => _hosts.Count(pair => !pair.Host.Lost);

    private IEnumerable<SettingProblem> Ranges()
    {
        (string Key, IPNetwork Range)[] ranges = [("nodeCidr", k3s.NodeCidr), ("podCidr", k3s.PodCidr), ("serviceCidr", k3s.ServiceCidr)];
        for (var i = 0; i < ranges.Length; i++)
        {
            for (var j = i + 1; j < ranges.Length; j++)
            {
                if (ranges[i].Range != default && ranges[j].Range != default && Cidr.Overlap(ranges[i].Range, ranges[j].Range))
                    yield return new($"{path}.{ranges[j].Key}", $"is {ranges[j].Range} and overlaps {ranges[i].Key} {ranges[i].Range}; choose ranges that share no address");
            }
        }

        if (k3s.PodCidr.PrefixLength > 24)
            yield return new($"{path}.podCidr", $"is {k3s.PodCidr}; every node takes a /24 of it: supply /24 or larger");
        else if (k3s.PodCidr != default && Nodes > 1 << (24 - k3s.PodCidr.PrefixLength))
            yield return new($"{path}.podCidr", $"is {k3s.PodCidr}; every node takes a /24 of it, which makes {1 << (24 - k3s.PodCidr.PrefixLength)}, and there are {Nodes} nodes: supply a larger range");
        if (k3s.ServiceCidr != default && k3s.ServiceCidr.PrefixLength is < 12 or > 24)
            yield return new($"{path}.serviceCidr", $"is {k3s.ServiceCidr}; supply /12 to /24");
        if (k3s.LoadBalancerRange is { } range && k3s.NodeCidr != default && !range.IsInside(k3s.NodeCidr))
            yield return new($"{path}.loadBalancerRange", $"is {range}, outside nodeCidr {k3s.NodeCidr}; MetalLB answers for addresses of the hosts' own network only");
    }

    private IEnumerable<SettingProblem> SecondFamily()
    {
        var (pods, services) = (k3s.PodCidrV6?.Network, k3s.ServiceCidrV6?.Network);
        if (pods is null != services is null)
            yield return new($"{path}.{(pods is null ? "podCidrV6" : "serviceCidrV6")}", "is not set, and the other IPv6 range is; write both, or none");
        // The operator cuts at most 16 bits off: https://github.com/cilium/cilium/issues/20756
        if (pods is { PrefixLength: < 104 or > 112 })
            yield return new($"{path}.podCidrV6", $"is {pods}; every node takes a /120 of it, of which Cilium can cut 65536: supply /104 to /112");
        else if (pods is { } blocks && Nodes > 1 << (120 - blocks.PrefixLength))
            yield return new($"{path}.podCidrV6", $"is {pods}; every node takes a /120 of it, which makes {1 << (120 - blocks.PrefixLength)}, and there are {Nodes} nodes: supply a larger range");
        // The lower bound is Kubernetes's own; the DNS takes the tenth address.
        if (services is { PrefixLength: < 108 or > 124 })
            yield return new($"{path}.serviceCidrV6", $"is {services}; supply /108 to /124");
        if (pods is { } first && services is { } second && Cidr.Overlap(first, second))
            yield return new($"{path}.serviceCidrV6", $"is {second} and overlaps podCidrV6 {first}; choose ranges that share no address");
        foreach (var (host, at) in _hosts)
        {
            if (pods is null && services is null)
            {
                if (host.AddressV6 is not null)
                    yield return new($"{at}.addressV6", $"is {host.AddressV6}, and the cluster has no IPv6 ranges; write podCidrV6 and serviceCidrV6, or take it out");
                continue;
            }
            if (!IPAddress.TryParse(host.AddressV6, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
                yield return new($"{at}.addressV6", $"is {host.AddressV6 ?? "not set"}, and the cluster has IPv6 ranges; write the host's IPv6 address");
            else if (pods?.Contains(address) == true || services?.Contains(address) == true)
                yield return new($"{at}.addressV6", $"is {host.AddressV6}, inside the cluster's own IPv6 ranges; correct one of them");
            // K3s finds out one address of a host, and wants both: https://github.com/k3s-io/k3s/issues/11735
            if (host.Address is not null && !IPAddress.TryParse(host.Address, out _))
                yield return new($"{at}.address", $"is {host.Address}, and the cluster has IPv6 ranges; write the host's IPv4 address");
        }
    }

    private IEnumerable<SettingProblem> Endpoint()
    {
        if (k3s.ApiEndpoint is null && k3s.Servers is { Count: > 1 })
            yield return new($"{path}.apiEndpoint", "is not set, and there are several servers; write an address that reaches whichever of them runs: one for kube-vip to hold, or your load balancer's");
        if (k3s.ApiEndpoint is not { Address: { } name } endpoint)
            yield break;

        var at = $"{path}.apiEndpoint.address";
        if (_hosts.FirstOrDefault(pair => string.Equals(pair.Host.Address, name, StringComparison.OrdinalIgnoreCase)) is { Path: { } host })
            yield return new(at, $"is {name} like {host}.address; choose one that no host has: it has to stay when that host goes");
        if (!IPAddress.TryParse(name, out var address))
        {
            if (endpoint.VirtualInterface is not null)
                yield return new(at, $"is {name}; kube-vip holds an IP address: write that");
            yield break;
        }

        if (!Cidr.IsPlain(address, name))
        {
            yield return new(at, $"is {name}; {Formats.IPv4Hint}");
            yield break;
        }

        if (k3s.LoadBalancerRange?.Contains(address) == true)
            yield return new(at, $"is {address}, inside loadBalancerRange {k3s.LoadBalancerRange}; take it out of one of them");
        if (endpoint.VirtualInterface is not null && k3s.NodeCidr != default && !k3s.NodeCidr.Contains(address))
            yield return new(at, $"is {address}, outside nodeCidr {k3s.NodeCidr}; kube-vip answers for addresses of the hosts' own network only");
        foreach (var (key, range) in new[] { ("podCidr", k3s.PodCidr), ("serviceCidr", k3s.ServiceCidr) })
        {
            // Where the hosts' network overlaps one of these, that was said.
            if (range != default && range.Contains(address) && !(k3s.NodeCidr != default && k3s.NodeCidr.Contains(address)))
                yield return new(at, $"is {address}, inside {key} {range}; the API is reached before the cluster's own network is: choose an address outside it");
        }
    }
}
