using K8tre.Automation.Engine.Rpc;
using K8tre.PlanModel;

namespace K8tre.Automation.Engine;

/// <summary>A Pulumi engine that simulates the deployment of a program and records its requests. It deploys nothing.</summary>
internal sealed class RecordingEngine : IAsyncDisposable
{
    private readonly EngineOptions _options;
    private readonly Registrations _registrations;
    private readonly RpcServer _server;

    private RecordingEngine(EngineOptions options, Recording recording)
    {
        _options = options;
        _registrations = new(options, recording);
        var methods = new Dictionary<string, RpcMethod>(
            [.. new ResourceMonitor(options, recording, _registrations).Methods, .. new EngineService(recording).Methods]);
        _server = RpcServer.Listen(methods, options.Port);
        Recording = recording;
    }

    /// <summary>Address of the engine: <c>127.0.0.1:port</c>.</summary>
    public string Address => _server.Address;

    /// <summary>The recording.</summary>
    public Recording Recording { get; }

    /// <summary>Opens a port on the loopback interface. Programs can connect, and wait until the engine serves.</summary>
    /// <exception cref="PortTakenException">The port is in use.</exception>
    public static RecordingEngine Listen(EngineOptions options, Recording recording) => new(options, recording);

    /// <summary>Opens a port and serves.</summary>
    /// <exception cref="PortTakenException">The port is in use.</exception>
    public static async Task<RecordingEngine> StartAsync(EngineOptions options, Recording recording, CancellationToken cancellation)
    {
        var engine = Listen(options, recording);
        await engine.ServeAsync(cancellation);
        return engine;
    }

    /// <summary>Returns the plan of all that is recorded, and its changes if the program is deployed over a state.</summary>
    /// <param name="sdk">Pulumi packages of the program: <c>official</c> or <c>offline</c>.</param>
    public Plan ToPlan(string sdk)
    {
        var plan = Recording.ToPlan(_options.Project, _options.Stack, sdk);
        return plan with { Changes = _registrations.ToChanges(plan.Resources) };
    }

    /// <summary>Starts to serve requests.</summary>
    public Task ServeAsync(CancellationToken cancellation) => _server.ServeAsync(cancellation);

    /// <summary>Stops the engine. The recording stays readable.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
