namespace K8tre.Automation.Engine.Rpc;

/// <summary>The port asked for is in use, or not ours to take.</summary>
internal sealed class PortTakenException(int port, Exception cause)
    : Exception($"port {port} of 127.0.0.1 can't be taken: {cause.Message}", cause)
{
    /// <summary>The port that was asked for.</summary>
    public int Port { get; } = port;
}
