using System.Buffers.Binary;
using System.Net;
using Google.Protobuf;

namespace K8tre.Benchmarks;

/// <summary>The smallest gRPC client that can call the engine: unary calls over HTTP/2 without encryption.</summary>
internal sealed class RpcClient(string address) : IDisposable
{
    private const int PrefixLength = 5;

    private readonly HttpClient _http = new() { BaseAddress = new($"http://{address}") };

    /// <summary>Calls a method of the resource monitor.</summary>
    /// <exception cref="InvalidOperationException">The engine answers with an error.</exception>
    public async Task<TResponse> CallAsync<TResponse>(string method, IMessage request)
        where TResponse : IMessage, new()
    {
        var frame = new byte[PrefixLength + request.CalculateSize()];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)(frame.Length - PrefixLength));
        request.WriteTo(frame.AsSpan(PrefixLength));

        using var call = new HttpRequestMessage(HttpMethod.Post, $"/pulumirpc.ResourceMonitor/{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new("application/grpc") } },
            Headers = { TE = { new("trailers") } },
        };
        using var answer = await _http.SendAsync(call);
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (answer.TrailingHeaders.TryGetValues("grpc-status", out var status) && status.Single() == "0")
        {
            var response = new TResponse();
            response.MergeFrom(body.AsSpan(PrefixLength));
            return response;
        }

        throw new InvalidOperationException($"{method} failed: {answer.Headers}{answer.TrailingHeaders}");
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _http.Dispose();
}
