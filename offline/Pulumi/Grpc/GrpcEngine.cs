using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace Pulumi.Grpc;

/// <inheritdoc cref="IEngine"/>
/// <param name="address">Host and port, as the engine writes them.</param>
internal sealed class GrpcEngine(string address) : IEngine
{
    private readonly GrpcChannel _channel = new(address, "pulumirpc.Engine");

    public Task LogAsync(LogRequest request) => _channel.CallPromptlyAsync("Log", request, Empty.Parser);

    public async Task RequirePulumiVersionAsync(RequirePulumiVersionRequest request)
    {
        try
        {
            await _channel.CallPromptlyAsync("RequirePulumiVersion", request, Empty.Parser).ConfigureAwait(false);
        }
        catch (GrpcException exception) when (exception.Status == GrpcStatus.Unimplemented)
        {
            throw new RunException(
                "The installed version of the CLI does not support the `RequirePulumiVersion` RPC. Please upgrade the Pulumi CLI",
                exception);
        }
        catch (GrpcException exception) when (exception.Status != GrpcStatus.Unavailable)
        {
            throw new RunException(exception.Detail, exception);
        }
    }
}
