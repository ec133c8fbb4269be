using K8tre.Automation.Engine.Rpc;

namespace K8tre.Automation.Engine;

/// <summary>A Pulumi engine that deploys nothing: it answers a program plausibly and records what the program asks for.</summary>
internal sealed class RecordingEngine : IAsyncDisposable
{
    private readonly RpcServer _server;

    private RecordingEngine(RpcServer server, Recording recording)
    {
        _server = server;
        Recording = recording;
    }

    /// <summary>Where programs reach the engine, as <c>127.0.0.1:port</c>.</summary>
    public string Address => _server.Address;

    /// <summary>What is recorded so far.</summary>
    public Recording Recording { get; }

    /// <summary>Takes a port on the loopback interface: programs can be started, though they wait until the engine serves.</summary>
    /// <exception cref="PortTakenException">The port asked for is in use.</exception>
    public static RecordingEngine Listen(EngineOptions options, Recording recording)
    {
        var monitor = new ResourceMonitor(options, recording);
        var methods = new Dictionary<string, RpcMethod>([.. monitor.Methods, .. new EngineService(recording).Methods]);
        return new(RpcServer.Listen(methods, options.Port), recording);
    }

    /// <summary>Takes a port and serves.</summary>
    /// <exception cref="PortTakenException">The port asked for is in use.</exception>
    public static async Task<RecordingEngine> StartAsync(EngineOptions options, Recording recording, CancellationToken cancellation)
    {
        var engine = Listen(options, recording);
        await engine.ServeAsync(cancellation);
        return engine;
    }

    /// <summary>Starts to serve.</summary>
    public Task ServeAsync(CancellationToken cancellation) => _server.ServeAsync(cancellation);

    /// <summary>Stops the engine; what it recorded stays.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
