namespace Pulumi.Grpc;

/// <summary>A call to the engine that failed. The message is for the operator: it names the engine's address and the call.</summary>
internal sealed class GrpcException(string message, GrpcStatus status, string detail, Exception? cause = null)
    : RunException(message, cause)
{
    public GrpcStatus Status { get; } = status;

    /// <summary>What the engine said, without the words around it.</summary>
    public string Detail { get; } = detail;
}

/// <summary>How a call ended.</summary>
/// <remarks>Source: https://grpc.io/docs/guides/status-codes/</remarks>
internal enum GrpcStatus
{
    Ok = 0,
    Cancelled = 1,
    Unknown = 2,
    InvalidArgument = 3,
    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,
    PermissionDenied = 7,
    ResourceExhausted = 8,
    FailedPrecondition = 9,
    Aborted = 10,
    OutOfRange = 11,
    Unimplemented = 12,
    Internal = 13,
    Unavailable = 14,
    DataLoss = 15,
    Unauthenticated = 16,
}
