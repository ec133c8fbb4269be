namespace K8tre.Automation.Engine.Rpc;

/// <summary>A gRPC status other than OK that a method answers with.</summary>
internal sealed class RpcException(RpcStatus status, string message) : Exception(message)
{
    /// <summary>The status code sent to the caller.</summary>
    public RpcStatus Status { get; } = status;
}

/// <summary>The gRPC status codes that the engine uses. Numbers: https://grpc.io/docs/guides/status-codes/</summary>
internal enum RpcStatus
{
    /// <summary>The call succeeded.</summary>
    Ok = 0,

    /// <summary>The request makes no sense, whatever the state of the engine.</summary>
    InvalidArgument = 3,

    /// <summary>The request names something that was not registered.</summary>
    NotFound = 5,

    /// <summary>The request registers something a second time.</summary>
    AlreadyExists = 6,

    /// <summary>The message is larger than one array can hold.</summary>
    ResourceExhausted = 8,

    /// <summary>The engine does not have that method.</summary>
    Unimplemented = 12,

    /// <summary>The engine failed in a way that is a defect of its own.</summary>
    Internal = 13,
}
