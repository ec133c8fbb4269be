using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using K8tre.Automation.Engine;
using K8tre.Automation.Engine.Updates;
using K8tre.PlanModel;
using Pulumirpc;

namespace K8tre.Tests.Automation;

/// <summary>A recording engine, and a client that speaks to it over real gRPC.</summary>
internal sealed class EngineClient : IAsyncDisposable
{
    private readonly RecordingEngine _engine;
    private readonly GrpcChannel _channel;

    private EngineClient(RecordingEngine engine)
    {
        _engine = engine;
        _channel = GrpcChannel.ForAddress($"http://{engine.Address}", new() { MaxReceiveMessageSize = null });
    }

    /// <summary>The engine's recording.</summary>
    public Recording Recording => _engine.Recording;

    /// <summary>Starts an engine for project <c>proj</c> and stack <c>dev</c>.</summary>
    public static async Task<EngineClient> StartAsync(
        IReadOnlyDictionary<string, Struct>? stackOutputs = null,
        RecordedState? since = null,
        Action<string, string>? onMessage = null) => new(
        await RecordingEngine.StartAsync(
            new() { Project = "proj", Stack = "dev", StackOutputs = stackOutputs ?? new Dictionary<string, Struct>(), Since = since },
            new() { OnMessage = onMessage },
            default));

    /// <summary>Calls a method of the resource monitor.</summary>
    /// <exception cref="RpcException">The engine answers with an error.</exception>
    public async Task<TResponse> CallAsync<TResponse>(string method, IMessage request, string service = "ResourceMonitor")
        where TResponse : class, IMessage, new()
    {
        using var call = _channel.CreateCallInvoker().AsyncUnaryCall(
            Methods<TResponse>.Named.GetOrAdd($"{service}/{method}", _ => Unary<TResponse>(service, method)), null, default, request);
        return await call.ResponseAsync;
    }

    /// <summary>Registers a resource with inputs in JSON.</summary>
    public Task<RegisterResourceResponse> RegisterAsync(
        string type,
        string name,
        string parent = "",
        string inputs = "{}",
        bool custom = true,
        Action<RegisterResourceRequest>? with = null)
    {
        var request = new RegisterResourceRequest
        {
            Type = type,
            Name = name,
            Parent = parent,
            Custom = custom,
            AcceptSecrets = true,
            Object = Struct.Parser.ParseJson(inputs),
        };
        with?.Invoke(request);
        return CallAsync<RegisterResourceResponse>("RegisterResource", request);
    }

    /// <summary>The plan as recorded so far.</summary>
    public Plan Plan() => _engine.ToPlan("offline");

    /// <summary>Resources that the client registered or read, without those of the engine.</summary>
    public IReadOnlyList<PlanResource> Registered => [.. Plan().Resources.Where(resource => !resource.Implicit)];

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _engine.DisposeAsync();
    }

    private static Method<IMessage, TResponse> Unary<TResponse>(string service, string method)
        where TResponse : class, IMessage, new() => new(
            MethodType.Unary, $"pulumirpc.{service}", method, Marshallers.Create<IMessage>(message => message.ToByteArray(), _ => null!),
            Marshallers.Create(message => message.ToByteArray(), Read<TResponse>));

    private static TResponse Read<TResponse>(byte[] body)
        where TResponse : IMessage, new()
    {
        var response = new TResponse();
        using var input = CodedInputStream.CreateWithLimits(new MemoryStream(body), int.MaxValue, 10_000);
        response.MergeFrom(input);
        return response;
    }

    // The channel remembers every method that it is given.
    private static class Methods<TResponse>
        where TResponse : class
    {
        public static ConcurrentDictionary<string, Method<IMessage, TResponse>> Named { get; } = new();
    }
}
