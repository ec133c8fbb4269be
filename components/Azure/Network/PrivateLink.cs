using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Network;

/// <summary>Inputs of <see cref="PrivateLink"/>.</summary>
public sealed record PrivateLinkArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureSite Site { get; init; }

    /// <summary>Id of the subnet that gets the address.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>Id of the service's resource.</summary>
    public required Input<string> Target { get; init; }

    /// <summary>Which of its services, like <c>vault</c> or <c>file</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The zone in which its name leads to the address.</summary>
    public required PrivateZone Zone { get; init; }
}

/// <summary>An address in a network of ours behind which a service of Azure answers, and its name in a private zone.</summary>
/// <remarks>https://learn.microsoft.com/azure/private-link/private-endpoint-overview</remarks>
public sealed class PrivateLink : ComponentResource
{
    /// <summary>Makes the endpoint.</summary>
    public PrivateLink(string name, PrivateLinkArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:PrivateLink", name, options)
    {
        var endpoint = new PrivateEndpoint(name, new()
        {
            PrivateEndpointName = $"pe-{name}",
            ResourceGroupName = args.Site.ResourceGroup,
            Location = args.Site.Region,
            Subnet = new Pulumi.AzureNative.Network.Inputs.SubnetArgs { Id = args.Subnet },
            PrivateLinkServiceConnections =
            {
                new PrivateLinkServiceConnectionArgs { Name = args.Service, PrivateLinkServiceId = args.Target, GroupIds = { args.Service } },
            },
        }, new() { Parent = this });
        var names = new PrivateDnsZoneGroup($"{name}-names", new()
        {
            PrivateDnsZoneGroupName = "default",
            PrivateEndpointName = endpoint.Name,
            ResourceGroupName = args.Site.ResourceGroup,
            PrivateDnsZoneConfigs = { new PrivateDnsZoneConfigArgs { Name = args.Service, PrivateDnsZoneId = args.Zone.Id } },
        }, new() { Parent = this });
        IsReady = names.Id.Apply(_ => true);

        RegisterOutputs();
    }

    /// <summary>Whether the name leads to the address. Known once it does.</summary>
    [Output("isReady")]
    public Output<bool> IsReady { get; private set; }
}
