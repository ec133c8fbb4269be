using System.Net;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure;

/// <summary>Inputs of <see cref="SpokeNetwork"/>.</summary>
public sealed record SpokeNetworkArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureSite Site { get; init; }

    /// <summary>The hub that it is joined to.</summary>
    public required HubNetwork Hub { get; init; }

    /// <summary>The platform's addresses.</summary>
    public required AddressPlan Addresses { get; init; }

    /// <summary>Its own part of them.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>Range of the pods' addresses, which only the nodes and the API server see.</summary>
    public required IPNetwork PodCidr { get; init; }

    /// <summary>Where its security groups log.</summary>
    public required LogWorkspace Logs { get; init; }
}

/// <summary>The network of one cluster, joined to the hub and to no other: nodes, internal load balancers, private endpoints, API server.</summary>
public sealed class SpokeNetwork : ComponentResource
{
    /// <summary>Makes the network.</summary>
    public SpokeNetwork(string name, SpokeNetworkArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:SpokeNetwork", name, options)
    {
        var site = args.Site;
        var network = new VirtualNetwork(name, new()
        {
            VirtualNetworkName = $"vnet-{name}",
            ResourceGroupName = site.ResourceGroup,
            Location = site.Region,
            AddressSpace = new AddressSpaceArgs { AddressPrefixes = { args.Range.ToString() } },
        }, new() { Parent = this });
        Id = network.Id;

        var nodes = Subnet("nodes", "snet-clusternodes", AddressPlan.Nodes(args.Range), routed: true, behind: args.PodCidr);
        // The names of these two are K8TRE's: its overlay for the gateway asks for the first.
        // https://github.com/k8tre/k8tre/blob/d9ff2e1/agnostics/gateway/azure/base/gateway-service-patch.yaml
        var services = Subnet("services", "snet-clusteringressservices", AddressPlan.IngressServices(args.Range), routed: true, after: nodes);
        var endpoints = Subnet("endpoints", "snet-privatelinkendpoints", AddressPlan.PrivateEndpoints(args.Range), after: services);
        var api = Subnet("api", "snet-apiserver", AddressPlan.ApiServer(args.Range), routed: true, after: endpoints, delegation: "Microsoft.ContainerService/managedClusters");

        var toHub = Peer("to-hub", network.Name, args.Hub.Id, forwarded: true);
        var fromHub = Peer("from-hub", args.Hub.NetworkName, network.Id, forwarded: false);
        // Nodes call home when they start: only once there is a way out.
        NodesSubnet = Output.Tuple(nodes.Id, services.Id, toHub.Id, fromHub.Id).Apply(ready => ready.Item1);
        (EndpointsSubnet, ApiServerSubnet) = (endpoints.Id, api.Id);

        RegisterOutputs();

        SecuredSubnet Subnet(string role, string subnetName, IPNetwork range, bool routed = false, SecuredSubnet? after = null, string? delegation = null, IPNetwork? behind = null)
        {
            var subnet = new SecuredSubnet($"{name}-{role}", new()
            {
                Site = site,
                Network = network.Name,
                SubnetName = subnetName,
                Range = range,
                OpenTo = [args.Range, args.Addresses.Operators],
                // The API server calls the webhooks of pods by their own addresses.
                Reaches = [args.Range, args.PodCidr],
                Behind = behind,
                RouteTable = routed ? (Input<string>)args.Hub.RouteTable : null,
                Delegation = delegation,
                After = after,
            }, new() { Parent = this });
            args.Logs.Collect($"{name}-{role}-nsg", subnet.NetworkSecurityGroup);
            return subnet;
        }

        VirtualNetworkPeering Peer(string role, Input<string> from, Input<string> to, bool forwarded) => new($"{name}-{role}", new()
        {
            VirtualNetworkPeeringName = $"{name}-{role}",
            ResourceGroupName = site.ResourceGroup,
            VirtualNetworkName = from,
            RemoteVirtualNetwork = new SubResourceArgs { Id = to },
            AllowVirtualNetworkAccess = true,
            AllowForwardedTraffic = forwarded,
            AllowGatewayTransit = false,
            UseRemoteGateways = false,
        }, new() { Parent = this });
    }

    /// <summary>Id of the network.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Id of the nodes' subnet. Known once there is a way out of it.</summary>
    [Output("nodesSubnet")]
    public Output<string> NodesSubnet { get; private set; }

    /// <summary>Id of the private endpoints' subnet.</summary>
    [Output("endpointsSubnet")]
    public Output<string> EndpointsSubnet { get; private set; }

    /// <summary>Id of the API server's subnet.</summary>
    [Output("apiServerSubnet")]
    public Output<string> ApiServerSubnet { get; private set; }
}
