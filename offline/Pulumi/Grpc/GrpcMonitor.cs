using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using ProtoPackageRequest = Pulumirpc.RegisterPackageRequest;

namespace Pulumi.Grpc;

/// <inheritdoc cref="IMonitor"/>
/// <param name="address">Host and port, as the engine writes them.</param>
internal sealed class GrpcMonitor(string address) : IMonitor
{
    private readonly GrpcChannel _channel = new(address, "pulumirpc.ResourceMonitor");

    public bool AcceptsCallbacks => false;

    public Task<SupportsFeatureResponse> SupportsFeatureAsync(SupportsFeatureRequest request) =>
        _channel.CallPromptlyAsync("SupportsFeature", request, SupportsFeatureResponse.Parser);

    public Task<RegisterPackageResponse> RegisterPackageAsync(ProtoPackageRequest request) =>
        _channel.CallAsync("RegisterPackage", request, RegisterPackageResponse.Parser);

    public Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request) =>
        _channel.CallAsync("Invoke", request, ResourceInvokeResponse.Parser);

    public Task<CallResponse> CallAsync(ResourceCallRequest request) => _channel.CallAsync("Call", request, CallResponse.Parser);

    public Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request) =>
        _channel.CallAsync("ReadResource", request, ReadResourceResponse.Parser);

    public Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request) =>
        _channel.CallAsync("RegisterResource", request, RegisterResourceResponse.Parser);

    public Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request) =>
        _channel.CallAsync("RegisterResourceOutputs", request, Empty.Parser);

    public async Task SignalAndWaitForShutdownAsync()
    {
        try
        {
            await _channel.CallAsync("SignalAndWaitForShutdown", new Empty(), Empty.Parser).ConfigureAwait(false);
        }
        catch (GrpcException exception) when (exception.Status == GrpcStatus.Unimplemented)
        {
            // An older engine, which waits for the end of the program only.
        }
    }
}
