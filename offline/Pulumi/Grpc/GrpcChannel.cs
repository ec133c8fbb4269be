using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Pulumi.Grpc;

/// <summary>Calls of one service of the engine: gRPC without encryption, one message each way.</summary>
/// <param name="address">Host and port, as the engine writes them.</param>
/// <param name="service">The full name of the service.</param>
internal sealed class GrpcChannel(string address, string service)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private static readonly HttpClient Http = new(new SocketsHttpHandler
    {
        ConnectTimeout = ConnectTimeout,
        EnableMultipleHttp2Connections = true,
        UseProxy = false,

        // The engine's server calls it abuse when a client pings more often than every five minutes.
        KeepAlivePingDelay = TimeSpan.FromMinutes(6),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static readonly TransferCodingWithQualityHeaderValue Trailers = new("trailers");

    /// <summary>Calls a method, however long it takes: creating a resource may take an hour.</summary>
    /// <exception cref="GrpcException">The engine can't be reached, went away, or answered with an error.</exception>
    public Task<TResponse> CallAsync<TResponse>(string method, IMessage request, MessageParser<TResponse> parser)
        where TResponse : class, IMessage<TResponse> => CallAsync(method, request, parser, CancellationToken.None);

    /// <summary>Calls a method that a working engine answers at once, so that one that is stuck is noticed.</summary>
    /// <exception cref="GrpcException">The engine can't be reached, went away, answered with an error, or does not answer.</exception>
    public async Task<TResponse> CallPromptlyAsync<TResponse>(string method, IMessage request, MessageParser<TResponse> parser)
        where TResponse : class, IMessage<TResponse>
    {
        using var deadline = new CancellationTokenSource(3 * ConnectTimeout);
        return await CallAsync(method, request, parser, deadline.Token).ConfigureAwait(false);
    }

    private async Task<TResponse> CallAsync<TResponse>(
        string method, IMessage message, MessageParser<TResponse> parser, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            using var request = CreateRequest(method, message);
            using var response = await Http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
                throw new InvalidDataException($"the answer is HTTP {(int)response.StatusCode}");

            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                var result = await GrpcFrame.ReadAsync(body, parser, cancellationToken).ConfigureAwait(false);
                await body.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false); // the status comes after the body
                CheckStatus(method, response);
                return result ?? throw new InvalidDataException("the answer is empty");
            }
        }
        catch (UriFormatException exception)
        {
            throw Unavailable(method, "that is no address of the form host:port", exception);
        }
        catch (OperationCanceledException exception)
        {
            var seconds = ((cancellationToken.IsCancellationRequested ? 3 : 1) * ConnectTimeout).TotalSeconds;
            throw Unavailable(method, string.Create(CultureInfo.InvariantCulture, $"no answer within {seconds} s"), exception);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or InvalidDataException or InvalidProtocolBufferException)
        {
            throw Unavailable(method, exception.Message, exception);
        }
    }

    private HttpRequestMessage CreateRequest(string method, IMessage message) =>
        new(HttpMethod.Post, $"http://{address}/{service}/{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new GrpcFrame.Content(message),
            Headers = { TE = { Trailers } },
        };

    private void CheckStatus(string method, HttpResponseMessage response)
    {
        var text = Header(response, "grpc-status") ?? throw new InvalidDataException("the answer has no gRPC status");
        if (!int.TryParse(text, CultureInfo.InvariantCulture, out var code))
            throw new InvalidDataException($"the answer has the gRPC status '{text}'");
        if (code == (int)GrpcStatus.Ok)
            return;

        var status = (GrpcStatus)code;
        var detail = Uri.UnescapeDataString(Header(response, "grpc-message") ?? "");
        throw new GrpcException($"The Pulumi engine at {address} refused {method} ({status}): {detail}", status, detail);
    }

    private GrpcException Unavailable(string method, string reason, Exception cause) => new(
        $"The Pulumi engine at {address} can't be reached, or has gone away, during {method}: {reason}. " +
        "The address comes from PULUMI_MONITOR and PULUMI_ENGINE, which the engine sets when it starts the program.",
        GrpcStatus.Unavailable,
        reason,
        cause);

    // A refusal without a body has its status among the headers.
    private static string? Header(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values)
            ? values.First()
            : null;
}
