using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Network;

/// <summary>Inputs of <see cref="EgressRouteTable"/>.</summary>
public sealed record EgressRouteTableArgs
{
    /// <summary>Scope of the table: subscription and region of the subnets that use it.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Private address of the firewall.</summary>
    public required Input<string> FirewallAddress { get; init; }
}

/// <summary>Route table that sends all traffic of a subnet to a firewall.</summary>
/// <remarks>https://learn.microsoft.com/azure/virtual-network/manage-route-table</remarks>
public sealed class EgressRouteTable : ComponentResource
{
    /// <summary>Creates the table.</summary>
    public EgressRouteTable(string name, EgressRouteTableArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:EgressRouteTable", name, options)
    {
        Id = new RouteTable(name, new()
        {
            RouteTableName = $"rt-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            // Routes that a gateway announces must not bypass the firewall.
            DisableBgpRoutePropagation = true,
            Routes =
            {
                new RouteArgs
                {
                    Name = "through-firewall",
                    AddressPrefix = "0.0.0.0/0",
                    NextHopType = RouteNextHopType.VirtualAppliance,
                    NextHopIpAddress = args.FirewallAddress,
                },
            },
        }, new() { Parent = this }).Id;

        RegisterOutputs();
    }

    /// <summary>Id of the table.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }
}
