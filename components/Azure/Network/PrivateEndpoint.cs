using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;
using NativePrivateEndpoint = Pulumi.AzureNative.Network.PrivateEndpoint;

namespace K8tre.Components.Azure.Network;

/// <summary>Inputs of <see cref="PrivateEndpoint"/>.</summary>
public sealed record PrivateEndpointArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Id of the subnet that gets the address.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>Id of the service's resource.</summary>
    public required Input<string> Target { get; init; }

    /// <summary>Which of its services, like <c>vault</c> or <c>file</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The zone in which its name leads to the address.</summary>
    public required PrivateDnsZone Zone { get; init; }
}

/// <summary>An address in a network of ours behind which a service of Azure answers, and its name in a private zone.</summary>
/// <remarks>https://learn.microsoft.com/azure/private-link/private-endpoint-overview</remarks>
public sealed class PrivateEndpoint : ComponentResource
{
    /// <summary>Makes the endpoint.</summary>
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
        var names = new PrivateDnsZoneGroup($"{name}-zone-group", new()
        {
            PrivateDnsZoneGroupName = "default",
            PrivateEndpointName = endpoint.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            PrivateDnsZoneConfigs = { new PrivateDnsZoneConfigArgs { Name = args.Service, PrivateDnsZoneId = args.Zone.Id } },
        }, new() { Parent = this });
        IsReady = names.Id.Apply(_ => true);

        RegisterOutputs();
    }

    /// <summary>Whether the name leads to the address. Known once it does.</summary>
    [Output("isReady")]
    public Output<bool> IsReady { get; private set; }
}
