using System.Buffers.Binary;
using System.Net;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine;
using K8tre.Automation.Engine.Updates;
using K8tre.PlanModel;
using Pulumirpc;

namespace K8tre.Tests.Automation;

/// <summary>A recording engine, and a client that speaks to it over real gRPC.</summary>
internal sealed class EngineClient : IAsyncDisposable
{
    private const int PrefixLength = 5;

    private readonly RecordingEngine _engine;
    private readonly HttpClient _http;

    private EngineClient(RecordingEngine engine)
    {
        _engine = engine;
        _http = new() { BaseAddress = new($"http://{engine.Address}") };
    }

    /// <summary>What the engine recorded.</summary>
    public Recording Recording => _engine.Recording;

    /// <summary>Starts an engine for project <c>proj</c> and stack <c>dev</c>.</summary>
    public static async Task<EngineClient> StartAsync(
        IReadOnlyDictionary<string, Struct>? stackOutputs = null, RecordedState? since = null, Action<string, string>? onMessage = null) => new(
        await RecordingEngine.StartAsync(
            new() { Project = "proj", Stack = "dev", StackOutputs = stackOutputs ?? new Dictionary<string, Struct>(), Since = since },
            new() { OnMessage = onMessage },
            default));

    /// <summary>Calls a method of the resource monitor.</summary>
    /// <exception cref="RpcError">The engine answers with a status other than 0.</exception>
    public async Task<TResponse> CallAsync<TResponse>(string method, IMessage request, string service = "ResourceMonitor")
        where TResponse : IMessage, new()
    {
        var frame = new byte[PrefixLength + request.CalculateSize()];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)(frame.Length - PrefixLength));
        request.WriteTo(frame.AsSpan(PrefixLength));

        using var call = new HttpRequestMessage(HttpMethod.Post, $"/pulumirpc.{service}/{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new("application/grpc") } },
            Headers = { TE = { new("trailers") } },
        };
        using var answer = await _http.SendAsync(call);
        var body = await answer.Content.ReadAsByteArrayAsync();
        var status = Field("grpc-status");
        if (status != "0")
            throw new RpcError(status, Uri.UnescapeDataString(Field("grpc-message")));

        var response = new TResponse();
        using var input = CodedInputStream.CreateWithLimits(
            new MemoryStream(body, PrefixLength, body.Length - PrefixLength), int.MaxValue, 10_000);
        response.MergeFrom(input);
        return response;

        string Field(string name) => answer.TrailingHeaders.Concat(answer.Headers).First(header => header.Key == name).Value.Single();
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
        _http.Dispose();
        await _engine.DisposeAsync();
    }
}

/// <summary>The status and message of a failed call.</summary>
internal sealed class RpcError(string status, string message) : Exception(message)
{
    public string Status { get; } = status;
}
