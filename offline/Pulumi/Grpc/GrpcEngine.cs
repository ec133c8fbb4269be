using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace Pulumi.Grpc;

/// <inheritdoc cref="IEngine"/>
/// <param name="address">Host and port, as the engine writes them.</param>
internal sealed class GrpcEngine(string address) : IEngine
{
    private static readonly Method<IMessage, Empty> Log = Unary("Log");
    private static readonly Method<IMessage, Empty> RequirePulumiVersion = Unary("RequirePulumiVersion");

    private readonly EngineService _engine = new(address);

    public Task LogAsync(LogRequest request) => _engine.CallPromptlyAsync(Log, request);

    public async Task RequirePulumiVersionAsync(RequirePulumiVersionRequest request)
    {
        try
        {
            await _engine.CallPromptlyAsync(RequirePulumiVersion, request).ConfigureAwait(false);
        }
        catch (GrpcException exception) when (exception.Status == StatusCode.Unimplemented)
        {
            throw new RunException(
                "The installed version of the CLI does not support the `RequirePulumiVersion` RPC. Please upgrade the Pulumi CLI",
                exception);
        }
        catch (GrpcException exception) when (exception.Status != StatusCode.Unavailable)
        {
            throw new RunException(exception.Detail, exception);
        }
    }

    private static Method<IMessage, Empty> Unary(string name) => MessageReader.Unary("pulumirpc.Engine", name, Empty.Parser);
}
