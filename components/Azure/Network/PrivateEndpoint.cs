using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;
using NativePrivateEndpoint = Pulumi.AzureNative.Network.PrivateEndpoint;

namespace K8tre.Components.Azure.Network;

/// <summary>Inputs of <see cref="PrivateEndpoint"/>.</summary>
public sealed record PrivateEndpointArgs
{
    /// <summary>Scope of the endpoint.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Id of the subnet that the endpoint's address belongs to.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>Id of the resource that the endpoint connects to.</summary>
    public required Input<string> Target { get; init; }

    /// <summary>Subresource of the target, like <c>vault</c> or <c>file</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Private DNS zone that gets the record of the endpoint.</summary>
    public required IPrivateDnsZone Zone { get; init; }
}

/// <summary>Private endpoint of an Azure service in a virtual network, and its record in a private DNS zone.</summary>
/// <remarks>https://learn.microsoft.com/azure/private-link/private-endpoint-overview</remarks>
public sealed class PrivateEndpoint : ComponentResource
{
    /// <summary>Creates the endpoint and its record.</summary>
    public PrivateEndpoint(string name, PrivateEndpointArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:PrivateEndpoint", name, options)
    {
        var endpoint = new NativePrivateEndpoint(name, new()
        {
            PrivateEndpointName = $"pe-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            Subnet = new Pulumi.AzureNative.Network.Inputs.SubnetArgs { Id = args.Subnet },
            PrivateLinkServiceConnections =
            {
                new PrivateLinkServiceConnectionArgs { Name = args.Service, PrivateLinkServiceId = args.Target, GroupIds = { args.Service } },
            },
        }, new() { Parent = this });
        _ = new PrivateDnsZoneGroup($"{name}-zone-group", new()
        {
            PrivateDnsZoneGroupName = "default",
            PrivateEndpointName = endpoint.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            PrivateDnsZoneConfigs = { new PrivateDnsZoneConfigArgs { Name = args.Service, PrivateDnsZoneId = args.Zone.Id } },
            // The record resolves once the zone has its links.
        }, new() { Parent = this, DependsOn = [.. args.Zone.Resources] });

        RegisterOutputs();
    }
}
