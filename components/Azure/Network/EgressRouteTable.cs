using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Network;

/// <summary>The table that sends everything through a firewall. Azure wants one in the subscription and region of the subnets that use it.</summary>
/// <remarks>https://learn.microsoft.com/azure/virtual-network/manage-route-table</remarks>
public sealed class EgressRouteTable : ComponentResource
{
    /// <summary>Makes the table.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="scope">Where it goes.</param>
    /// <param name="firewall">Private address of the firewall.</param>
    /// <param name="options">Resource options.</param>
    public EgressRouteTable(string name, AzureScope scope, Input<string> firewall, ComponentResourceOptions? options = null)
        : base("k8tre:azure:EgressRouteTable", name, options)
    {
        Id = new RouteTable(name, new()
        {
            RouteTableName = $"rt-{name}",
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Region,
            // A route that a gateway announces must not lead around the firewall.
            DisableBgpRoutePropagation = true,
            Routes =
            {
                new RouteArgs
                {
                    Name = "through-firewall",
                    AddressPrefix = "0.0.0.0/0",
                    NextHopType = RouteNextHopType.VirtualAppliance,
                    NextHopIpAddress = firewall,
                },
            },
        }, new() { Parent = this }).Id;

        RegisterOutputs();
    }

    /// <summary>Id of the table.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }
}
