namespace K8tre.Automation.Engine.Rpc;

/// <summary>The gRPC status codes of the engine: https://grpc.io/docs/guides/status-codes/</summary>
internal enum RpcStatus
{
    /// <summary>The call succeeded.</summary>
    Ok = 0,

    /// <summary>The request is not valid in any state of the engine.</summary>
    InvalidArgument = 3,

    /// <summary>The request names a resource that is not registered.</summary>
    NotFound = 5,

    /// <summary>The request registers a resource again.</summary>
    AlreadyExists = 6,

    /// <summary>The message is larger than an array.</summary>
    ResourceExhausted = 8,

    /// <summary>The engine does not implement the method.</summary>
    Unimplemented = 12,

    /// <summary>The engine has a defect.</summary>
    Internal = 13,
}
