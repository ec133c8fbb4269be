using Pulumi.AzureNative.PrivateDns.Inputs;
using NativeLink = Pulumi.AzureNative.PrivateDns.VirtualNetworkLink;
using NativePrivateZone = Pulumi.AzureNative.PrivateDns.PrivateZone;

namespace K8tre.Components.Azure;

/// <summary>A private DNS zone, and the networks that read it.</summary>
/// <remarks>https://learn.microsoft.com/azure/private-link/private-endpoint-dns</remarks>
public sealed class PrivateZone : ComponentResource
{
    /// <summary>Makes the zone.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="site">Where it goes.</param>
    /// <param name="domain">Name of the zone.</param>
    /// <param name="readers">Ids of the networks that read it, by a word for each.</param>
    /// <param name="options">Resource options.</param>
    public PrivateZone(string name, AzureSite site, string domain, IReadOnlyDictionary<string, Output<string>> readers, ComponentResourceOptions? options = null)
        : base("k8tre:azure:PrivateZone", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        // Zones belong to no region.
        const string everywhere = "global";
        var zone = new NativePrivateZone(name, new() { PrivateZoneName = domain, ResourceGroupName = site.ResourceGroup, Location = everywhere }, inside);
        var links = readers.Select(reader => new NativeLink($"{name}-{reader.Key}", new()
        {
            VirtualNetworkLinkName = reader.Key,
            PrivateZoneName = zone.Name,
            ResourceGroupName = site.ResourceGroup,
            Location = everywhere,
            VirtualNetwork = new SubResourceArgs { Id = reader.Value },
            // Machines must not write their names among those of services.
            RegistrationEnabled = false,
        }, inside).Id).ToArray();
        Id = Output.Tuple(zone.Id, Output.All(links)).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>Id of the zone. Known once it can be read.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }
}
