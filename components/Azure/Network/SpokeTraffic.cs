using System.Net;

namespace K8tre.Components.Azure.Network;

/// <summary>Who speaks to whom in a cluster's network, and through which ports. What is not here does not.</summary>
/// <remarks>
/// https://learn.microsoft.com/azure/aks/api-server-vnet-integration#nsg-security-rules,
/// https://learn.microsoft.com/azure/load-balancer/load-balancer-floating-ip
/// </remarks>
internal sealed class SpokeTraffic(SpokeNetworkArgs spoke)
{
    private const string Https = "443";

    private static readonly string[] Web = ["80", Https];

    // Vaults and registries, and shares over SMB.
    private static readonly string[] Endpoint = [Https, "445"];

    // The second is where nodes hold their lines to it open.
    private static readonly string[] Api = [Https, "4443"];

    private readonly IPNetwork _nodes = AddressPlan.Nodes(spoke.Range), _services = AddressPlan.IngressServices(spoke.Range);
    private readonly IPNetwork _endpoints = AddressPlan.PrivateEndpoints(spoke.Range), _api = AddressPlan.ApiServer(spoke.Range);

    /// <summary>
    /// The API server calls kubelets and the webhooks of pods, by their own addresses. What goes to a load balancer arrives at the nodes with the
    /// load balancer's address.
    /// </summary>
    public IReadOnlyList<Traffic> IntoNodes => [new("api-server") { Ranges = _api.ToString() }, .. Ingress(), .. Arriving(_nodes)];

    /// <summary>Nodes reach the API server, endpoints, services by their addresses, and the resolvers.</summary>
    public IReadOnlyList<Traffic> OutOfNodes =>
    [
        new("api-server") { Ranges = _api.ToString(), Ports = Api },
        new("endpoints") { Ranges = _endpoints.ToString(), Ports = Endpoint },
        new("ingress") { Ranges = _services.ToString(), Ports = Web },
        .. spoke.Hub.DnsServers.Count > 0 ? new Traffic[] { new("dns") { Ranges = spoke.Hub.DnsServers.ToArray(), Ports = ["53"], IsUdpToo = true } } : [],
        .. spoke.Hub.Endpoints is { } shared ? new Traffic[] { new("shared-endpoints") { Ranges = shared, Ports = [Https] } } : [],
        .. spoke.Passages.Where(passage => Overlap(passage.From, _nodes)).Select(passage => new Traffic(passage.Name) { Ranges = passage.To.ToString(), Ports = [$"{passage.Port}"] }),
    ];

    /// <summary>Users come to the services.</summary>
    public IReadOnlyList<Traffic> IntoServices => [.. Ingress()];

    /// <summary>Nodes, and pods behind them, come to the endpoints; the API server, for its key; operators, for secrets.</summary>
    public IReadOnlyList<Traffic> IntoEndpoints =>
    [
        new("nodes") { Ranges = _nodes.ToString(), Ports = Endpoint },
        new("api-server") { Ranges = _api.ToString(), Ports = [Https] },
        new("operators") { Ranges = spoke.Hub.Operators, Ports = [Https] },
    ];

    /// <summary>Nodes come to the API server, operators, and who may cross from elsewhere.</summary>
    public IReadOnlyList<Traffic> IntoApiServer =>
    [
        new("nodes") { Ranges = new[] { _nodes.ToString(), spoke.PodCidr.ToString() }, Ports = Api },
        new("operators") { Ranges = spoke.Hub.Operators, Ports = [Https] },
        .. Arriving(_api),
    ];

    /// <summary>The API server reaches nodes and pods, and the vault with its key.</summary>
    public IReadOnlyList<Traffic> OutOfApiServer =>
    [
        new("nodes") { Ranges = new[] { _nodes.ToString(), spoke.PodCidr.ToString() } },
        new("endpoints") { Ranges = _endpoints.ToString(), Ports = [Https] },
    ];

    private IEnumerable<Traffic> Ingress()
    {
        // A pod that calls another application by its public name.
        yield return new("own-ingress") { Ranges = _nodes.ToString(), Ports = Web, Ours = _services.ToString() };
        if (spoke.Gateway is { } gateway)
        {
            yield return new("gateway") { Ranges = gateway.ToString(), Ports = [Https], Ours = _services.ToString() };
            yield break;
        }
        yield return new("operators") { Ranges = spoke.Hub.Operators, Ports = Web, Ours = _services.ToString() };
        if (spoke.Users.Count > 0)
            yield return new("users") { Ranges = spoke.Users.Select(range => range.ToString()).ToArray(), Ports = Web, Ours = _services.ToString() };
    }

    private IEnumerable<Traffic> Arriving(IPNetwork at) => spoke.Passages
        .Where(passage => Overlap(passage.To, at))
        .Select(passage => new Traffic(passage.Name) { Ranges = passage.From.ToString(), Ports = [$"{passage.Port}"], Ours = passage.To.ToString() });

    private static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);
}
