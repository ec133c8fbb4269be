using Grpc.Core;

namespace Pulumi.Grpc;

/// <summary>Failed call to the engine. The message is for the operator: it names the engine's address and the call.</summary>
internal sealed class GrpcException(string message, StatusCode status, string detail, Exception cause) : RunException(message, cause)
{
    public StatusCode Status { get; } = status;

    /// <summary>The engine's own words.</summary>
    public string Detail { get; } = detail;
}
