using System.Net;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Network;

/// <summary>Common inputs of the virtual networks of hub and spokes.</summary>
internal static class VirtualNetworkInputs
{
    /// <summary>Returns the inputs of a virtual network.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="scope">Scope of the network.</param>
    /// <param name="range">Address range of the network.</param>
    /// <param name="ddosPlan">Id of the DDoS protection plan. Null: there is none.</param>
    public static VirtualNetworkArgs For(string name, AzureScope scope, IPNetwork range, Output<string>? ddosPlan)
    {
        var network = new VirtualNetworkArgs
        {
            VirtualNetworkName = $"vnet-{name}",
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Region,
            AddressSpace = new AddressSpaceArgs { AddressPrefixes = { range.ToString() } },
        };
        if (ddosPlan is not null)
            (network.EnableDdosProtection, network.DdosProtectionPlan) = (true, new SubResourceArgs { Id = ddosPlan });
        return network;
    }
}
