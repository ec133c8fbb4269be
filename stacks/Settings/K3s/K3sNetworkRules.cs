using System.Net;
using System.Net.Sockets;
using K8tre.Components.Addresses;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>Rules between a K3s cluster's ranges, the address of its API server and the addresses of its hosts.</summary>
/// <param name="k3s">The cluster's settings, as far as they could be read.</param>
/// <param name="path">Their path.</param>
internal sealed class K3sNetworkRules(K3sSettings k3s, string path)
{
    // Services of the type LoadBalancer in K8TRE's manifests for K3s, as namespace/name. An IP address serves one of them.
    // https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics
    private static readonly string[] Balanced =
        ["gateway/cilium-gateway-internal-gateway", "ingress-nginx/ingress-nginx-controller", "kare-dns/kare-dns-coredns"];

    private readonly (HostSettings Host, string Path)[] _hosts = [.. HostRules.HostsOf(k3s, path)];

    /// <summary>Returns all problems.</summary>
    public IEnumerable<SettingProblem> Check() =>
        [.. Ranges(), .. BalancerCount(), .. Resolver(), .. new DualStackRules(k3s, path).Check(), .. Endpoint()];

    private IPv4Range? Balancers => (k3s as K3sTargetSettings)?.LoadBalancerRange;

    private IEnumerable<SettingProblem> Ranges()
    {
        (string Key, IPNetwork Range)[] ranges = [("nodeCidr", k3s.NodeCidr), ("podCidr", k3s.PodCidr), ("serviceCidr", k3s.ServiceCidr)];
        foreach (var (index, (key, range)) in ranges.Index())
        {
            foreach (var (earlier, other) in ranges[..index].Where(earlier => DraftRange.Overlap(earlier.Range, range)))
                yield return new($"{path}.{key}", $"is {range} and overlaps {earlier} {other}; choose ranges that share no address");
        }

        var nodes = _hosts.Count(pair => !pair.Host.Lost);
        if (k3s.PodCidr.PrefixLength > 24)
            yield return new($"{path}.podCidr", $"is {k3s.PodCidr}; every node takes a /24 of it: supply /24 or larger");
        else if (k3s.PodCidr != default && 1 << (24 - k3s.PodCidr.PrefixLength) is var blocks && nodes > blocks)
        {
            yield return new(
                $"{path}.podCidr",
                $"is {k3s.PodCidr}; every node takes a /24 of it, which makes {blocks}, and there are {nodes} nodes: supply a larger "
                + "range");
        }
        // The private range 10.0.0.0/8 is the largest. Kubernetes has no bound of its own:
        // https://kubernetes.io/docs/reference/networking/virtual-ips/#ip-address-objects
        if (k3s.ServiceCidr != default && k3s.ServiceCidr.PrefixLength is < 8 or > 24)
            yield return new($"{path}.serviceCidr", $"is {k3s.ServiceCidr}; supply /8 to /24");
        if (Balancers is { } balancers && k3s.NodeCidr != default && !balancers.IsInside(k3s.NodeCidr))
        {
            yield return new(
                $"{path}.loadBalancerRange",
                $"is {balancers}, outside nodeCidr {k3s.NodeCidr}; MetalLB can use only addresses of the hosts' own network: choose "
                + "some of those");
        }
    }

    private IEnumerable<SettingProblem> BalancerCount()
    {
        if (Balancers is { } balancers && balancers.Count < Balanced.Length)
        {
            yield return new(
                $"{path}.loadBalancerRange",
                $"is {balancers}, {balancers.Count} address(es); K8TRE has {Balanced.Length} Services that each need one "
                + $"({string.Join(", ", Balanced)}): supply at least {Balanced.Length}");
        }
    }

    private IEnumerable<SettingProblem> Resolver()
    {
        if (k3s is not K3sTargetSettings { Resolver: { } text })
            yield break;
        if (!IPAddress.TryParse(text, out var address) || !Cidr.IsPlain(address, text)
            || address.AddressFamily != AddressFamily.InterNetwork || IPAddress.IsLoopback(address))
        {
            yield return new(
                $"{path}.resolver", $"is {text}; write the IPv4 address of a DNS resolver that pods reach, like 192.0.2.53");
        }
        else if (DraftRange.Contains(k3s.PodCidr, address) || DraftRange.Contains(k3s.ServiceCidr, address))
        {
            yield return new(
                $"{path}.resolver", $"is {text}, inside the cluster's own ranges; write the address of a resolver outside the cluster");
        }
    }

    private IEnumerable<SettingProblem> Endpoint()
    {
        if (k3s.ApiEndpoint is null && k3s.Servers is { Count: > 1 })
        {
            yield return new(
                $"{path}.apiEndpoint",
                "is not set, and there are several servers; write an address that reaches any of them: a free one for kube-vip, or "
                + "your load balancer's");
        }
        if (k3s.ApiEndpoint is not { Address: { } name } endpoint)
            yield break;

        var at = $"{path}.apiEndpoint.address";
        if (_hosts.FirstOrDefault(pair => string.Equals(pair.Host.Address, name, StringComparison.OrdinalIgnoreCase)) is { Path: { } host })
            yield return new(at, $"is {name} like {host}.address; choose an address that no host has, so that it outlives each host");
        if (!IPAddress.TryParse(name, out var address))
        {
            if (endpoint.VirtualInterface is not null)
                yield return new(at, $"is {name}; kube-vip needs an IP address: write that");
        }
        else if (!Cidr.IsPlain(address, name))
        {
            yield return new(at, $"is {name}; {Formats.IPv4Hint}");
        }
        else
        {
            foreach (var problem in Endpoint(address, endpoint.VirtualInterface is not null))
                yield return new(at, problem);
        }
    }

    private IEnumerable<string> Endpoint(IPAddress address, bool isVirtual)
    {
        if (Balancers?.Contains(address) == true)
            yield return $"is {address}, inside loadBalancerRange {Balancers}; choose another address, or exclude it from the range";
        if (isVirtual && k3s.NodeCidr != default && !k3s.NodeCidr.Contains(address))
        {
            yield return $"is {address}, outside nodeCidr {k3s.NodeCidr}; "
                + "kube-vip can use only addresses of the hosts' own network: choose one of those";
        }
        foreach (var (key, range) in new[] { ("podCidr", k3s.PodCidr), ("serviceCidr", k3s.ServiceCidr) })
        {
            // If the hosts' network overlaps one of these, that is a problem of its own.
            if (range != default && range.Contains(address) && !(k3s.NodeCidr != default && k3s.NodeCidr.Contains(address)))
            {
                yield return $"is {address}, inside {key} {range}; "
                    + "nodes reach the API server before the cluster's network exists: choose an address outside it";
            }
        }
    }
}
