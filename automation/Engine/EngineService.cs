using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Rpc;
using Pulumirpc;

namespace K8tre.Automation.Engine;

/// <summary>The service <c>pulumirpc.Engine</c>: receives the messages of the program and returns its root resource.</summary>
internal sealed class EngineService(Recording recording)
{
    private const string Path = "/pulumirpc.Engine/";

    /// <summary>The methods by path.</summary>
    public IEnumerable<KeyValuePair<string, RpcMethod>> Methods =>
    [
        new(Path + "Log", RpcMethod.Create<LogRequest>(Log)),
        new(Path + "GetRootResource", RpcMethod.Create<Empty>(_ => new GetRootResourceResponse { Urn = recording.RootUrn })),
        // Not every SDK sets the root resource. The recording finds it by its type.
        new(Path + "SetRootResource", RpcMethod.Create<SetRootResourceRequest>(_ => new Empty())),
        // The engine implements the protocol version of the SDK. The requested version of the CLI does not matter.
        new(Path + "RequirePulumiVersion", RpcMethod.Create<RequirePulumiVersionRequest>(_ => new Empty())),
    ];

    private Empty Log(LogRequest message)
    {
        if (message.Severity == LogSeverity.Error)
            recording.AddError(message.Message);
        else if (message.Severity != LogSeverity.Debug && !message.Ephemeral)
            recording.OnMessage?.Invoke(message.Severity == LogSeverity.Warning ? "warning" : "info", message.Message);

        return new();
    }
}
