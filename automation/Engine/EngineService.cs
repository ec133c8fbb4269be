using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Rpc;
using Pulumirpc;

namespace K8tre.Automation.Engine;

/// <summary>The service <c>pulumirpc.Engine</c>: takes the program's messages and keeps its root resource.</summary>
internal sealed class EngineService(Recording recording)
{
    private const string Path = "/pulumirpc.Engine/";

    /// <summary>The methods by their path.</summary>
    public IEnumerable<KeyValuePair<string, RpcMethod>> Methods =>
    [
        new(Path + "Log", RpcMethod.Of<LogRequest>(Log)),
        new(Path + "GetRootResource", RpcMethod.Of<Empty>(_ => new GetRootResourceResponse { Urn = recording.RootUrn })),
        // Not every SDK says which resource is the root; the recording knows it by its type.
        new(Path + "SetRootResource", RpcMethod.Of<SetRootResourceRequest>(_ => new Empty())),
        // The engine is of the protocol version the SDK is built with, whatever version of the CLI the program asks for.
        new(Path + "RequirePulumiVersion", RpcMethod.Of<RequirePulumiVersionRequest>(_ => new Empty())),
    ];

    private Empty Log(LogRequest message)
    {
        if (message.Severity == LogSeverity.Error)
            recording.Fail(message.Message);
        else if (message.Severity != LogSeverity.Debug && !message.Ephemeral)
            recording.OnMessage?.Invoke(message.Severity == LogSeverity.Warning ? "warning" : "info", message.Message);

        return new();
    }
}
