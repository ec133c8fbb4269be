using System.Net;
using K8tre.Components.Addresses;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>Rules for each host of a K3s cluster, and between the hosts.</summary>
/// <param name="k3s">The cluster's settings, as far as they could be read.</param>
/// <param name="path">Their path.</param>
internal sealed class HostRules(K3sSettings k3s, string path)
{
    // https://docs.k3s.io/installation/requirements#networking and
    // https://docs.cilium.io/en/stable/operations/system_requirements/#firewall-rules
    private static readonly int[] TakenPorts =
        [2379, 2380, 2381, 2382, 4240, 4244, 5001, 6443, 6444, 10010, .. Enumerable.Range(10248, 12)];

    // https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction
    private static readonly string[] AllowedLabels =
        ["topology.kubernetes.io/region", "topology.kubernetes.io/zone", "node.kubernetes.io/instance-type"];

    private IPv4Range? Balancers => (k3s as K3sTargetSettings)?.LoadBalancerRange;

    private readonly (HostSettings Host, string Path)[] _hosts = [.. HostsOf(k3s, path)];

    /// <summary>Returns the hosts of a cluster, if it is one of K3s, each with its path. Servers come first.</summary>
    public static IEnumerable<(HostSettings Host, string Path)> HostsOf(K3sSettings? k3s, string path) =>
        SettingList.For(k3s?.Servers, $"{path}.servers").Concat(SettingList.For(k3s?.Agents, $"{path}.agents"));

    /// <summary>Returns all problems.</summary>
    public IEnumerable<SettingProblem> Check() =>
    [
        .. _hosts.SelectMany(pair => Texts(pair.Host, pair.Path).Concat(Address(pair.Host, pair.Path))),
        .. SettingList.Repeated(
            _hosts, host => host.Name, ".name", "every node needs a name of its own, and a host is either a server or an agent"),
        .. SettingList.Repeated(_hosts, host => host.Address, ".address", "every node is a host of its own"),
        .. SettingList.For(k3s.Servers, $"{path}.servers").Where(server => server.Item.Gpu).Select(server => new SettingProblem(
            $"{server.Path}.gpu", "is true, and servers run no workloads with GPUs; write it for an agent")),
        .. SettingList.Repeated(_hosts, host => host.AddressV6, ".addressV6", "every node is a host of its own"),
    ];

    private static IEnumerable<SettingProblem> Texts(HostSettings host, string at)
    {
        if (TakenPorts.Contains(host.Port))
            yield return new(
                $"{at}.port", $"is {host.Port}, a port of the cluster itself; configure the host's SSH server to use another port");

        SettingProblem[] formats =
        [
            .. NodeRules.LabelsAndTaints(host.Labels, host.Taints, at),
            .. SettingList.NotOfFormat(host.Disks, $"{at}.disks", Formats.AbsolutePath, Formats.AbsolutePathHint),
            .. SettingList.Repeated(SettingList.For(host.Disks, $"{at}.disks"), disk => disk, "", "write each folder once"),
        ];
        foreach (var problem in formats)
            yield return problem;

        if (host.Disks is { Count: > 0 } && !NodeTaint.AdmitOrdinaryPods(SettingList.For(host.Taints, at).Select(taint => taint.Item)))
        {
            yield return new(
                $"{at}.disks",
                $"is {string.Join(", ", host.Disks)}, and the host has taints that Longhorn's pods do not tolerate: "
                + $"{string.Join(", ", host.Taints)}; remove the disks, or the taints");
        }

        foreach (var (label, where) in SettingList.For(host.Labels, $"{at}.labels"))
        {
            if (IsReserved(label.Split('=')[0]))
            {
                yield return new(
                    where,
                    $"is \"{label}\"; of the labels in kubernetes.io and k8s.io, the kubelet allows only "
                    + $"{string.Join(", ", AllowedLabels)}: choose another");
            }
        }
    }

    private IEnumerable<SettingProblem> Address(HostSettings host, string at)
    {
        if (!IPAddress.TryParse(host.Address, out var address))
            yield break;
        if (!Cidr.IsPlain(address, host.Address))
            yield return new($"{at}.address", $"is {host.Address}; {Formats.IPv4Hint}");
        else if (k3s.NodeCidr != default && !k3s.NodeCidr.Contains(address))
            yield return new($"{at}.address", $"is {address}, outside nodeCidr {k3s.NodeCidr}; correct one of them");
        else if (Balancers?.Contains(address) == true)
            yield return new(
                $"{at}.address", $"is {address}, inside loadBalancerRange {Balancers}; exclude the host's address from the range");
    }

    private static bool IsReserved(string key)
    {
        if (key.Split('/', 2) is not [var domain, _] || AllowedLabels.Contains(key))
            return false;
        return domain is "kubernetes.io" or "k8s.io"
            || domain.EndsWith(".kubernetes.io", StringComparison.Ordinal)
            || domain.EndsWith(".k8s.io", StringComparison.Ordinal);
    }
}
