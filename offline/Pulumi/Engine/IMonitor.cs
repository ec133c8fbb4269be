using Pulumirpc;
using ProtoPackageRequest = Pulumirpc.RegisterPackageRequest;

namespace Pulumi;

/// <summary>The engine's service for resources.</summary>
internal interface IMonitor
{
    /// <summary>True if callbacks may be registered. A mock accepts them and never calls them.</summary>
    bool AcceptsCallbacks { get; }

    Task<SupportsFeatureResponse> SupportsFeatureAsync(SupportsFeatureRequest request);

    Task<RegisterPackageResponse> RegisterPackageAsync(ProtoPackageRequest request);

    Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request);

    Task<CallResponse> CallAsync(ResourceCallRequest request);

    Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request);

    Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request);

    Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request);

    /// <summary>Says that no more resources will come, and waits until the engine needs the program no longer.</summary>
    Task SignalAndWaitForShutdownAsync();
}
