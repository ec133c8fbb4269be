namespace K8tre.Automation.Engine.Rpc;

/// <summary>A call ends with a gRPC status other than OK.</summary>
/// <param name="status">The status code for the caller.</param>
/// <param name="message">The message for the caller.</param>
internal sealed class RpcException(RpcStatus status, string message) : Exception(message)
{
    /// <summary>The status code for the caller.</summary>
    public RpcStatus Status { get; } = status;
}
