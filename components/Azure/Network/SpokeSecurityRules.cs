using System.Net;
using K8tre.Components.Addresses;

namespace K8tre.Components.Azure.Network;

/// <summary>Network security rules of a spoke's subnets. All other connections are denied.</summary>
/// <remarks>
/// https://learn.microsoft.com/azure/aks/api-server-vnet-integration#nsg-security-rules,
/// https://learn.microsoft.com/azure/load-balancer/load-balancer-floating-ip
/// </remarks>
internal sealed class SpokeSecurityRules(SpokeNetworkArgs spoke)
{
    private const string Https = "443";

    private static readonly string[] Web = ["80", Https];

    // HTTPS for key vaults and registries, SMB for file shares.
    private static readonly string[] Endpoint = [Https, "445"];

    // Nodes keep tunnels to the API server open on the second port.
    private static readonly string[] Api = [Https, "4443"];

    private readonly IPNetwork _nodes = AddressPlan.Nodes(spoke.Range), _services = AddressPlan.IngressServices(spoke.Range);
    private readonly IPNetwork _endpoints = AddressPlan.PrivateEndpoints(spoke.Range), _api = AddressPlan.ApiServer(spoke.Range);

    /// <summary>
    /// Gets the rules into the nodes' subnet. The API server calls kubelets, and webhooks of pods by their own addresses. Traffic of a load
    /// balancer arrives at the nodes with the load balancer's address as its destination.
    /// </summary>
    public IReadOnlyList<NetworkSecurityRule> IntoNodes =>
        [new("api-server") { Ranges = _api.ToString() }, .. Ingress(), .. Arriving(_nodes)];

    /// <summary>Gets the rules out of the nodes' subnet: to the API server, private endpoints, ingress services and DNS servers.</summary>
    public IReadOnlyList<NetworkSecurityRule> OutOfNodes =>
    [
        new("api-server") { Ranges = _api.ToString(), Ports = Api },
        new("endpoints") { Ranges = _endpoints.ToString(), Ports = Endpoint },
        new("ingress") { Ranges = _services.ToString(), Ports = Web },
        .. spoke.Hub.DnsServers.Count > 0
            ? new NetworkSecurityRule[] { new("dns") { Ranges = spoke.Hub.DnsServers.ToArray(), Ports = ["53"], IsUdpToo = true } }
            : [],
        .. spoke.Hub.Endpoints is { } shared
            ? new NetworkSecurityRule[] { new("shared-endpoints") { Ranges = shared, Ports = [Https] } }
            : [],
        .. spoke.SpokeToSpokeRules.Where(rule => Cidr.Overlap(rule.From, _nodes))
            .Select(rule => new NetworkSecurityRule(rule.Name) { Ranges = rule.To.ToString(), Ports = [$"{rule.Port}"] }),
    ];

    /// <summary>Gets the rules into the subnet of ingress services, for users.</summary>
    public IReadOnlyList<NetworkSecurityRule> IntoServices => [.. Ingress()];

    /// <summary>
    /// Gets the rules into the endpoints' subnet: nodes and pods, the API server for its encryption key, and operators for secrets.
    /// </summary>
    public IReadOnlyList<NetworkSecurityRule> IntoEndpoints =>
    [
        new("nodes") { Ranges = _nodes.ToString(), Ports = Endpoint },
        new("api-server") { Ranges = _api.ToString(), Ports = [Https] },
        new("operators") { Ranges = spoke.Hub.Operators, Ports = [Https] },
    ];

    /// <summary>Gets the rules into the API server's subnet: nodes, operators and allowed connections from other clusters.</summary>
    public IReadOnlyList<NetworkSecurityRule> IntoApiServer =>
    [
        new("nodes") { Ranges = new[] { _nodes.ToString(), spoke.PodCidr.ToString() }, Ports = Api },
        new("operators") { Ranges = spoke.Hub.Operators, Ports = [Https] },
        .. Arriving(_api),
    ];

    /// <summary>Gets the rules out of the API server's subnet: to nodes and pods, and to the key vault with its key.</summary>
    public IReadOnlyList<NetworkSecurityRule> OutOfApiServer =>
    [
        new("nodes") { Ranges = new[] { _nodes.ToString(), spoke.PodCidr.ToString() } },
        new("endpoints") { Ranges = _endpoints.ToString(), Ports = [Https] },
    ];

    private IEnumerable<NetworkSecurityRule> Ingress()
    {
        // Pods that call another application by its public name.
        yield return new("own-ingress") { Ranges = _nodes.ToString(), Ports = Web, Local = _services.ToString() };
        if (spoke.Gateway is { } gateway)
        {
            yield return new("gateway") { Ranges = gateway.ToString(), Ports = [Https], Local = _services.ToString() };
            yield break;
        }
        yield return new("operators") { Ranges = spoke.Hub.Operators, Ports = Web, Local = _services.ToString() };
        if (spoke.Users.Count > 0)
        {
            var users = spoke.Users.Select(range => range.ToString()).ToArray();
            yield return new("users") { Ranges = users, Ports = Web, Local = _services.ToString() };
        }
    }

    private IEnumerable<NetworkSecurityRule> Arriving(IPNetwork at) => spoke.SpokeToSpokeRules
        .Where(rule => Cidr.Overlap(rule.To, at))
        .Select(rule => new NetworkSecurityRule(rule.Name)
        {
            Ranges = rule.From.ToString(),
            Ports = [$"{rule.Port}"],
            Local = rule.To.ToString(),
        });
}
