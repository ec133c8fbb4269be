using System.Net;
using System.Text.RegularExpressions;
using K8tre.Components.Addresses;
using K8tre.Components.Clusters;
using K8tre.Components.Network;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Rules for the edges of an environment.</summary>
/// <param name="vendor">Vendor of the platform. A cloud has a firewall.</param>
/// <param name="today">Day on which edges are checked.</param>
internal sealed class EdgeRules(Vendor vendor, DateOnly today)
{
    // A larger range contains the internet, not a service.
    private const int LargestRange = 8;

    /// <summary>Returns all problems of an environment's edges.</summary>
    /// <param name="edges">The edges.</param>
    /// <param name="path">Path of the environment.</param>
    public IEnumerable<SettingProblem> Check(IReadOnlyList<EdgeSettings>? edges, string path)
    {
        var all = SettingList.For(edges, $"{path}.edges").ToArray();
        var complete = all.Where(edge => Enum.IsDefined(edge.Item.Direction))
            .Where(edge => edge.Item is { From.Count: > 0, To.Count: > 0, Ports.Count: > 0 })
            .ToArray();
        return
        [
            .. SettingList.Repeated(all, edge => edge.Name, ".name", "every edge needs a name of its own"),
            .. all.SelectMany(edge => SettingList.NotOfFormat(edge.Item.Ports, $"{edge.Path}.ports", Formats.Port, Formats.PortHint)),
            .. all.Where(edge => edge.Item.Expires != default && edge.Item.Expires < today).Select(Expired),
            .. complete.SelectMany(edge => Inside(edge.Item, edge.Path)),
            .. complete.SelectMany(edge => Outside(edge.Item, edge.Path)),
            .. complete.SelectMany(edge => ByVendor(edge.Item, edge.Path)),
            .. Overlaps([.. complete.Where(edge => IsOfProjects(edge.Item))]),
        ];
    }

    private static bool IsOfProjects(EdgeSettings edge) =>
        edge.Direction == EdgeDirection.Egress && edge.From.Contains(EdgeSettings.Projects);

    private static SettingProblem Expired((EdgeSettings Item, string Path) edge) => new(
        $"{edge.Path}.expires",
        $"is {edge.Item.Expires:yyyy-MM-dd}, which has passed; remove the edge, or ask {edge.Item.Owner ?? "its owner"} for a new "
        + "decision");

    private static IEnumerable<SettingProblem> Inside(EdgeSettings edge, string path)
    {
        var key = edge.Direction == EdgeDirection.Ingress ? "to" : "from";
        if (edge.Inside.Count > 1)
            yield return new($"{path}.{key}", $"holds {edge.Inside.Count} places in the cluster; write an edge for each");
        foreach (var problem in SettingList.NotOfFormat(
            edge.Inside, $"{path}.{key}", Formats.DnsLabel, $"write {EdgeSettings.Projects} or the name of a namespace"))
        {
            yield return problem;
        }
    }

    private static IEnumerable<SettingProblem> Outside(EdgeSettings edge, string path)
    {
        var (isIngress, key) = (edge.Direction == EdgeDirection.Ingress, edge.Direction == EdgeDirection.Ingress ? "from" : "to");
        foreach (var (place, at) in SettingList.For(edge.Outside, $"{path}.{key}"))
        {
            if (IPNetwork.TryParse(place, out var range))
            {
                if (range.PrefixLength < LargestRange)
                    yield return new(at, $"is {place}, which contains too many addresses; write a range of /{LargestRange} or smaller");
            }
            else if (isIngress || !Regex.IsMatch(place, Formats.Fqdn))
            {
                yield return new(
                    at, isIngress
                        ? $"is \"{place}\"; write an address range, like 192.0.2.0/24"
                        : $"is \"{place}\"; write an address range, like 192.0.2.0/24, or a DNS name, like *.example.org");
            }
        }
        if (IsOfProjects(edge) && !edge.To.Any(place => IPNetwork.TryParse(place, out _)))
        {
            yield return new(
                $"{path}.to",
                "holds no address range, and projects reach address ranges only, because the addresses of a name change without notice; "
                + "add the range of the service, or of a proxy or a mirror");
        }
    }

    private IEnumerable<SettingProblem> ByVendor(EdgeSettings edge, string path)
    {
        if (vendor == Vendor.K3s || edge.Direction == EdgeDirection.Ingress || edge.Ports.All(port => port == EdgeSettings.Https))
            yield break;
        if (edge.To.FirstOrDefault(place => !IPNetwork.TryParse(place, out _)) is { } name)
        {
            yield return new(
                $"{path}.ports",
                $"holds more than {EdgeSettings.Https}, and the firewall opens {name} for HTTPS only; write another edge with address "
                + "ranges for the other ports");
        }
    }

    // The ports of a range that are not open are denied, which overrides another edge.
    private static IEnumerable<SettingProblem> Overlaps((EdgeSettings Item, string Path)[] edges) =>
        from later in edges.Select((edge, index) => (edge.Item, edge.Path, Earlier: edges[..index]))
        let overlap =
            (from earlier in later.Earlier
             where !later.Item.Ports.Order().SequenceEqual(earlier.Item.Ports.Order())
             from range in Ranges(later.Item)
             where Ranges(earlier.Item).Any(other => Cidr.Overlap(range, other))
             select $"holds {range}, which overlaps {earlier.Path}").FirstOrDefault()
        where overlap is not null
        select new SettingProblem($"{later.Path}.to", $"{overlap} with other ports; write the same ports in both, or split the ranges");

    private static IEnumerable<IPNetwork> Ranges(EdgeSettings edge) =>
        edge.To.Where(place => IPNetwork.TryParse(place, out _)).Select(range => IPNetwork.Parse(range));
}
