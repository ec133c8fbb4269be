using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using K8tre.Components;

namespace K8tre.Stacks.Settings;

/// <summary>What must hold between the settings of one K3s cluster.</summary>
/// <param name="k3s">The cluster's settings, as far as they could be read.</param>
/// <param name="path">Where they stand.</param>
/// <param name="clusterName">Name of the cluster.</param>
internal sealed class K3sRules(K3sSettings k3s, string path, string clusterName)
{
    private readonly (HostSettings Host, string Path)[] _hosts =
        [.. Items.Of(k3s.Servers, $"{path}.servers").Concat(Items.Of(k3s.Agents, $"{path}.agents"))];

    /// <summary>All problems, in the order of the settings.</summary>
    public IEnumerable<SettingProblem> Check() =>
        [.. Ranges(), .. SecondFamily(), .. Endpoint(), .. Servers(), .. Hosts(), .. Unique(), .. Artefacts(), .. Texts(), .. Removal()];

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
        else if (k3s.PodCidr != default && _hosts.Length > 1 << (24 - k3s.PodCidr.PrefixLength))
            yield return new($"{path}.podCidr", $"is {k3s.PodCidr}, which holds {1 << (24 - k3s.PodCidr.PrefixLength)} nodes of a /24 each, and there are {_hosts.Length}; supply a larger range");
        if (k3s.ServiceCidr != default && k3s.ServiceCidr.PrefixLength is < 12 or > 24)
            yield return new($"{path}.serviceCidr", $"is {k3s.ServiceCidr}; supply /12 to /24");
        if (k3s.LoadBalancerRange is { } range && k3s.NodeCidr != default && !range.IsInside(k3s.NodeCidr))
            yield return new($"{path}.loadBalancerRange", $"is {range}, outside nodeCidr {k3s.NodeCidr}; MetalLB answers for addresses of the hosts' own network only");
    }

    private IEnumerable<SettingProblem> SecondFamily()
    {
        if (k3s.PodCidrV6 is null != k3s.ServiceCidrV6 is null)
            yield return new($"{path}.{(k3s.PodCidrV6 is null ? "podCidrV6" : "serviceCidrV6")}", "is not set, and the other IPv6 range is; write both, or none");
        if (k3s.PodCidrV6 is { } pods && pods.Network.PrefixLength > 112)
            yield return new($"{path}.podCidrV6", $"is {pods}; every node takes a /120 of it: supply /112 or larger");
        if (k3s.ServiceCidrV6 is { } services && services.Network.PrefixLength < 108)
            yield return new($"{path}.serviceCidrV6", $"is {services}; Kubernetes takes /108 or smaller");
        foreach (var (host, at) in _hosts)
        {
            if (k3s.PodCidrV6 is not null && (!IPAddress.TryParse(host.AddressV6, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6))
                yield return new($"{at}.addressV6", $"is {host.AddressV6 ?? "not set"}, and the cluster has IPv6 ranges; write the host's IPv6 address");
        }
    }

    private IEnumerable<SettingProblem> Endpoint()
    {
        if (k3s.ApiEndpoint is null && k3s.Servers is { Count: > 1 })
            yield return new($"{path}.apiEndpoint", "is not set, and there are several servers; write an address that reaches whichever of them runs: one for kube-vip to hold, or your load balancer's");
        if (!IPAddress.TryParse(k3s.ApiEndpoint?.Address, out var address))
        {
            if (k3s.ApiEndpoint is { VirtualInterface: not null, Address: { } name })
                yield return new($"{path}.apiEndpoint.address", $"is {name}; kube-vip holds an IP address: write that");
            yield break;
        }

        if (k3s.LoadBalancerRange?.Contains(address) == true)
            yield return new($"{path}.apiEndpoint.address", $"is {address}, inside loadBalancerRange {k3s.LoadBalancerRange}; take it out of one of them");
        if (k3s.ApiEndpoint.VirtualInterface is null)
            yield break;
        if (k3s.NodeCidr != default && !k3s.NodeCidr.Contains(address))
            yield return new($"{path}.apiEndpoint.address", $"is {address}, outside nodeCidr {k3s.NodeCidr}; kube-vip answers for addresses of the hosts' own network only");
        if (_hosts.FirstOrDefault(pair => pair.Host.Address == k3s.ApiEndpoint.Address) is { Path: { } at })
            yield return new($"{path}.apiEndpoint.address", $"is {address} like {at}.address; choose one that no host has");
    }

    private IEnumerable<SettingProblem> Servers()
    {
        if (k3s.Servers is not { Count: > 0 } servers)
            yield break;
        var live = servers.Count(server => server is { Lost: false });
        if (live == 0)
            yield return new($"{path}.servers", "are all lost; bring a host up, and see docs/guides/on-premise.md on how to restore a snapshot there");
        else if (servers.Count is not (1 or 3 or 5))
            yield return new($"{path}.servers", $"holds {servers.Count}; write one, three or five: etcd goes on while more than half of them run, so {servers.Count} bear no more than {(servers.Count > 5 ? 5 : servers.Count - 1)}");
    }

    private IEnumerable<SettingProblem> Hosts()
    {
        foreach (var (host, at) in _hosts)
        {
            foreach (var problem in Each(host.Labels, $"{at}.labels", Forms.NodeLabel, Forms.NodeLabelHint)
                .Concat(Each(host.Taints, $"{at}.taints", Forms.NodeTaint, Forms.NodeTaintHint))
                .Concat(Each(host.Disks, $"{at}.disks", Forms.AbsolutePath, Forms.AbsolutePathHint)))
            {
                yield return problem;
            }

            if (!IPAddress.TryParse(host.Address, out var address))
                continue;
            if (k3s.NodeCidr != default && !k3s.NodeCidr.Contains(address))
                yield return new($"{at}.address", $"is {address}, outside nodeCidr {k3s.NodeCidr}; correct one of them");
            if (k3s.LoadBalancerRange?.Contains(address) == true)
                yield return new($"{at}.address", $"is {address}, inside loadBalancerRange {k3s.LoadBalancerRange}; take the host's address out of it");
        }
    }

    private IEnumerable<SettingProblem> Unique() =>
    [
        .. Repeated(_hosts, pair => pair.Item.Name, "name", "every node needs a name of its own, and a host is either a server or an agent"),
        .. Repeated(_hosts, pair => pair.Item.Address, "address", "every node is a host of its own"),
        .. Repeated([.. Items.Of(k3s.NfsExports, $"{path}.nfsExports")], pair => pair.Item.Name, "name", "every volume needs a name of its own"),
    ];

    private IEnumerable<SettingProblem> Artefacts()
    {
        if (k3s.Artefacts is not { } artefacts)
            yield break;
        var at = $"{path}.artefacts";
        if (artefacts.File is not null && artefacts.Mirror is not null)
            yield return new($"{at}.mirror", "is set, and so is file; write one of them");
        if (artefacts.ImagesFile is not null && artefacts.File is null)
            yield return new($"{at}.imagesFile", "is set, and file is not; without the internet a node needs both");
        (string Key, string? File, string? Sha256)[] files =
            [("file", artefacts.File, artefacts.Sha256), ("imagesFile", artefacts.ImagesFile, artefacts.ImagesSha256)];
        foreach (var (key, file, sha256) in files.Where(one => one.File is not null))
        {
            var shaKey = key == "file" ? "sha256" : "imagesSha256";
            if (sha256 is null)
                yield return new($"{at}.{shaKey}", $"is not set, and {key} is; write what the release's sha256sum-amd64.txt says of it");
            if (!File.Exists(ProjectFiles.Locate(file!)))
                yield return new($"{at}.{key}", $"is {file}, which is not there; put the file of {Release} beside Pulumi.yaml, or correct the path");
            else if (sha256 is not null && Hash(file!) is var actual && actual != sha256)
                yield return new($"{at}.{key}", $"is {file}, whose sha256 is {actual}, not {sha256}; fetch the file of {Release} again");
        }
    }

    private IEnumerable<SettingProblem> Texts() =>
    [
        .. Items.Of(k3s.Registries?.Mirrors, $"{path}.registries.mirrors")
            .SelectMany(mirror => Each(mirror.Item.Endpoints, $"{mirror.Path}.endpoints", Forms.HttpsUrl, Forms.HttpsUrlHint)),
        .. Each(k3s.PodSecurityExemptions, $"{path}.podSecurityExemptions", Forms.DnsLabel, Forms.DnsLabelHint),
        .. Each(k3s.Proxy?.Direct, $"{path}.proxy.direct", @"^[A-Za-z0-9.:/*-]+$", "write a host, a domain with a leading dot, or a range"),
    ];

    // An answer that fits one cluster alone: a copied file does not remove the data of another one.
    private IEnumerable<SettingProblem> Removal()
    {
        if (k3s.RemoveDataOf is { } name && name != clusterName)
            yield return new($"{path}.removeDataOf", $"is {name}; write {clusterName} to have the nodes' data removed with them, or take it out to keep it");
    }

    private string Release => k3s.Version ?? Versions.K3s.Version;

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(ProjectFiles.Locate(file));
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static IEnumerable<SettingProblem> Repeated<T>((T Item, string Path)[] items, Func<(T Item, string Path), string?> value, string key, string why) => items
        .Where(item => value(item) is not null)
        .GroupBy(value)
        .SelectMany(same => same.Skip(1), (same, repeated) => new SettingProblem($"{repeated.Path}.{key}", $"is {same.Key} like {same.First().Path}.{key}; {why}"));

    private static IEnumerable<SettingProblem> Each(IReadOnlyList<string>? texts, string at, string form, string hint) =>
        Items.Of(texts, at).Where(text => !Regex.IsMatch(text.Item, form)).Select(text => new SettingProblem(text.Path, $"is \"{text.Item}\"; {hint}"));
}
