using K8tre.Components.Clusters;
using AzureProvider = Pulumi.AzureNative.Provider;

namespace K8tre.Stacks.Azure;

/// <summary>Azure as the vendor of a platform: AKS clusters, each in its own spoke of a hub.</summary>
internal sealed class AzureVendor : IVendor
{
    private readonly StackSettings _settings;
    private readonly AzureProvider _provider;
    private readonly AzureLandingZone _landingZone;
    private readonly AzureClusterFactory _clusters;

    /// <summary>Creates the provider and the landing zone.</summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="platform">The platform.</param>
    public AzureVendor(StackSettings settings, Resource platform)
    {
        var azure = settings.Platform.Azure!;
        _settings = settings;
        // The provider uses this subscription, whichever one the caller is signed in to.
        _provider = new(
            $"{settings.Platform.Name}-azure", new() { SubscriptionId = azure.SubscriptionId, TenantId = azure.TenantId },
            new() { Parent = platform });
        _landingZone = new("landing-zone", new() { Settings = settings }, OptionsOf(platform));
        _clusters = new(settings, _landingZone);
    }

    /// <inheritdoc/>
    public ComponentResource LandingZone => _landingZone;

    /// <inheritdoc/>
    public ComponentResourceOptions OptionsOf(Resource parent) =>
        new() { Parent = parent, Providers = { _provider }, ResourceTransformations = AzureAdoption.For(_settings.Platform) };

    /// <inheritdoc/>
    public VendorCluster CreateCluster(
        ClusterSpec spec, ArgoCdIdentity? argoCd, VendorCluster? management, ComponentResourceOptions options) =>
        spec.Role == ClusterRole.Management
            ? _clusters.CreateManagementCluster(spec, options)
            : _clusters.CreateTargetCluster(spec, argoCd as ArgoCdIdentity.Entra, options);

    /// <inheritdoc/>
    public SharedServicesResult CreateSharedServices(IReadOnlyList<IClusterRoom> rooms, ComponentResourceOptions options)
    {
        var services = new AzureSharedServices(
            $"{_settings.Platform.Name}-services", new() { Settings = _settings, LandingZone = _landingZone, Rooms = rooms }, options);
        var outputs = _landingZone.Outputs.Concat(services.Outputs);
        return new(services) { Outputs = outputs.Where(output => output.Value is not null).ToDictionary() };
    }
}
