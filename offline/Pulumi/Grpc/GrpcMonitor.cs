using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;
using ProtoPackageRequest = Pulumirpc.RegisterPackageRequest;

namespace Pulumi.Grpc;

/// <inheritdoc cref="IMonitor"/>
/// <param name="address">Host and port, as the engine writes them.</param>
internal sealed class GrpcMonitor(string address) : IMonitor
{
    private static readonly Method<IMessage, SupportsFeatureResponse> SupportsFeature =
        Unary("SupportsFeature", SupportsFeatureResponse.Parser);
    private static readonly Method<IMessage, RegisterPackageResponse> RegisterPackage =
        Unary("RegisterPackage", RegisterPackageResponse.Parser);
    private static readonly Method<IMessage, ResourceInvokeResponse> Invoke = Unary("Invoke", ResourceInvokeResponse.Parser);
    private static readonly Method<IMessage, CallResponse> Call = Unary("Call", CallResponse.Parser);
    private static readonly Method<IMessage, ReadResourceResponse> ReadResource = Unary("ReadResource", ReadResourceResponse.Parser);
    private static readonly Method<IMessage, RegisterResourceResponse> RegisterResource =
        Unary("RegisterResource", RegisterResourceResponse.Parser);
    private static readonly Method<IMessage, Empty> RegisterResourceOutputs = Unary("RegisterResourceOutputs", Empty.Parser);
    private static readonly Method<IMessage, Empty> SignalAndWaitForShutdown = Unary("SignalAndWaitForShutdown", Empty.Parser);

    private readonly EngineService _monitor = new(address);

    public bool AcceptsCallbacks => false;

    public Task<SupportsFeatureResponse> SupportsFeatureAsync(SupportsFeatureRequest request) =>
        _monitor.CallPromptlyAsync(SupportsFeature, request);

    public Task<RegisterPackageResponse> RegisterPackageAsync(ProtoPackageRequest request) => _monitor.CallAsync(RegisterPackage, request);

    public Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request) => _monitor.CallAsync(Invoke, request);

    public Task<CallResponse> CallAsync(ResourceCallRequest request) => _monitor.CallAsync(Call, request);

    public Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request) =>
        _monitor.CallAsync(ReadResource, request);

    public Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request) =>
        _monitor.CallAsync(RegisterResource, request);

    public Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request) =>
        _monitor.CallAsync(RegisterResourceOutputs, request);

    public async Task SignalAndWaitForShutdownAsync()
    {
        try
        {
            await _monitor.CallAsync(SignalAndWaitForShutdown, new Empty()).ConfigureAwait(false);
        }
        catch (GrpcException exception) when (exception.Status == StatusCode.Unimplemented)
        {
            // An older engine, which waits for the end of the program only.
        }
    }

    private static Method<IMessage, TResponse> Unary<TResponse>(string name, MessageParser<TResponse> parser)
        where TResponse : class, IMessage<TResponse> => MessageReader.Unary("pulumirpc.ResourceMonitor", name, parser);
}
