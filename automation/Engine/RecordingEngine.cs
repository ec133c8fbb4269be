using K8tre.Automation.Engine.Rpc;

namespace K8tre.Automation.Engine;

/// <summary>A Pulumi engine that simulates the deployment of a program and records its requests. It deploys nothing.</summary>
internal sealed class RecordingEngine : IAsyncDisposable
{
    private readonly RpcServer _server;

    private RecordingEngine(RpcServer server, Recording recording)
    {
        _server = server;
        Recording = recording;
    }

    /// <summary>Address of the engine: <c>127.0.0.1:port</c>.</summary>
    public string Address => _server.Address;

    /// <summary>The recording.</summary>
    public Recording Recording { get; }

    /// <summary>Opens a port on the loopback interface. Programs can connect, and wait until the engine serves.</summary>
    /// <exception cref="PortTakenException">The port is in use.</exception>
    public static RecordingEngine Listen(EngineOptions options, Recording recording)
    {
        var monitor = new ResourceMonitor(options, recording);
        var methods = new Dictionary<string, RpcMethod>([.. monitor.Methods, .. new EngineService(recording).Methods]);
        return new(RpcServer.Listen(methods, options.Port), recording);
    }

    /// <summary>Opens a port and serves.</summary>
    /// <exception cref="PortTakenException">The port is in use.</exception>
    public static async Task<RecordingEngine> StartAsync(EngineOptions options, Recording recording, CancellationToken cancellation)
    {
        var engine = Listen(options, recording);
        await engine.ServeAsync(cancellation);
        return engine;
    }

    /// <summary>Starts to serve requests.</summary>
    public Task ServeAsync(CancellationToken cancellation) => _server.ServeAsync(cancellation);

    /// <summary>Stops the engine. The recording stays readable.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
