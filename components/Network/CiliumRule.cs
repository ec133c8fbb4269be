using System.Globalization;
using System.Net;

namespace K8tre.Components.Network;

/// <summary>Rules of Cilium network policies.</summary>
/// <remarks>https://docs.cilium.io/en/v1.19/security/policy/language/</remarks>
internal static class CiliumRule
{
    /// <summary>Returns a rule for traffic to entities of Cilium, such as <c>world</c>.</summary>
    /// <param name="entities">The entities.</param>
    /// <param name="ports">Ports as <c>port/protocol</c>. None: every port.</param>
    public static InputMap<object> ToEntities(string[] entities, params string[] ports) =>
        WithPorts(new() { ["toEntities"] = entities }, ports);

    /// <summary>Returns a rule for traffic from entities of Cilium.</summary>
    /// <param name="entities">The entities.</param>
    /// <param name="ports">Ports as <c>port/protocol</c>. None: every port.</param>
    public static InputMap<object> FromEntities(string[] entities, params string[] ports) =>
        WithPorts(new() { ["fromEntities"] = entities }, ports);

    /// <summary>Returns a rule for traffic to pods.</summary>
    /// <param name="selector">Selector of the pods.</param>
    /// <param name="ports">Ports as <c>port/protocol</c>. None: every port.</param>
    public static InputMap<object> ToPods(InputMap<object> selector, params string[] ports) =>
        WithPorts(new() { ["toEndpoints"] = new[] { selector } }, ports);

    /// <summary>Returns a rule for traffic from pods, on every port.</summary>
    public static InputMap<object> FromPods(InputMap<object> selector) => new() { ["fromEndpoints"] = new[] { selector } };

    /// <summary>Returns a rule for traffic to address ranges outside the cluster.</summary>
    /// <param name="ranges">The ranges.</param>
    /// <param name="ports">Ports as <c>port/protocol</c> or <c>first-last/protocol</c>. None: every port.</param>
    public static InputMap<object> ToRanges(IEnumerable<IPNetwork> ranges, params string[] ports) =>
        WithPorts(new() { ["toCIDR"] = Texts(ranges) }, ports);

    /// <summary>Returns a rule for traffic from address ranges outside the cluster.</summary>
    /// <param name="ranges">The ranges.</param>
    /// <param name="ports">Ports as <c>port/protocol</c>.</param>
    public static InputMap<object> FromRanges(IEnumerable<IPNetwork> ranges, params string[] ports) =>
        WithPorts(new() { ["fromCIDR"] = Texts(ranges) }, ports);

    /// <summary>Returns a rule for traffic to every address outside the cluster, except address ranges.</summary>
    public static InputMap<object> ToAllExcept(IReadOnlyList<IPNetwork> ranges) => new() { ["toCIDRSet"] = AllExcept(ranges) };

    /// <summary>Returns a rule for traffic from every address outside the cluster, except address ranges.</summary>
    public static InputMap<object> FromAllExcept(IReadOnlyList<IPNetwork> ranges) => new() { ["fromCIDRSet"] = AllExcept(ranges) };

    /// <summary>Returns a rule for traffic to DNS names. A policy with it also needs <see cref="Lookups"/>.</summary>
    /// <param name="names">The names.</param>
    /// <param name="ports">Ports as <c>port/protocol</c>.</param>
    public static InputMap<object> ToNames(IEnumerable<string> names, params string[] ports) =>
        WithPorts(new() { ["toFQDNs"] = names.Select(Name).ToArray() }, ports);

    /// <summary>
    /// Returns a rule for queries to the cluster's DNS server. Cilium learns the addresses of names from the answers. The rule allows all
    /// names, because it must not block queries that another policy allows.
    /// </summary>
    public static InputMap<object> Lookups() => WithNames(
        ToPods(CiliumSelector.PodsWith(("k8s:io.kubernetes.pod.namespace", "kube-system"), ("k8s:k8s-app", "kube-dns"))),
        [new() { ["matchPattern"] = "*" }]);

    /// <summary>Returns a rule for DNS queries to servers outside the cluster.</summary>
    /// <param name="names">Names to ask for. A label may be <c>*</c>. Null: every name.</param>
    public static InputMap<object> ToResolvers(IReadOnlyList<string>? names)
    {
        var rule = new InputMap<object> { ["toEntities"] = new[] { "world" } };
        return names is null ? WithPorts(rule, Dns) : WithNames(rule, [.. names.Select(Name)]);
    }

    private static readonly string[] Dns = ["53/UDP", "53/TCP"];

    private static InputMap<object> Name(string name) =>
        new() { [name.Contains('*', StringComparison.Ordinal) ? "matchPattern" : "matchName"] = name };

    private static InputMap<object> WithNames(InputMap<object> rule, InputMap<object>[] names)
    {
        var ports = Ports(Dns);
        ports.Add("rules", new InputMap<object> { ["dns"] = names });
        rule.Add("toPorts", new[] { ports });
        return rule;
    }

    private static InputMap<object> WithPorts(InputMap<object> rule, string[] ports)
    {
        if (ports.Length > 0)
            rule.Add("toPorts", new[] { Ports(ports) });
        return rule;
    }

    private static InputMap<object> Ports(string[] ports) => new()
    {
        ["ports"] = ports.Select(port => port.Split('/')).Select(parts => Port(parts[0].Split('-'), parts[1])).ToArray(),
    };

    private static InputMap<object> Port(string[] numbers, string protocol)
    {
        var port = new InputMap<object> { ["port"] = numbers[0], ["protocol"] = protocol };
        if (numbers.Length > 1)
            port.Add("endPort", int.Parse(numbers[1], CultureInfo.InvariantCulture));
        return port;
    }

    private static string[] Texts(IEnumerable<IPNetwork> ranges) => [.. ranges.Select(range => range.ToString())];

    private static InputMap<object>[] AllExcept(IReadOnlyList<IPNetwork> ranges) =>
    [
        All("0.0.0.0/0", [.. ranges.Where(range => range.BaseAddress.GetAddressBytes().Length == 4)]),
        All("::/0", [.. ranges.Where(range => range.BaseAddress.GetAddressBytes().Length > 4)]),
    ];

    private static InputMap<object> All(string everything, IReadOnlyList<IPNetwork> except)
    {
        var range = new InputMap<object> { ["cidr"] = everything };
        if (except.Count > 0)
            range.Add("except", Texts(except));
        return range;
    }
}
