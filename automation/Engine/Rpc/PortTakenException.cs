namespace K8tre.Automation.Engine.Rpc;

/// <summary>The requested port is in use, or this user cannot open it.</summary>
/// <param name="port">The requested port.</param>
/// <param name="cause">The error of the system.</param>
internal sealed class PortTakenException(int port, Exception cause)
    : Exception($"cannot open port {port} of 127.0.0.1: {cause.Message}", cause)
{
    /// <summary>The requested port.</summary>
    public int Port { get; } = port;
}
