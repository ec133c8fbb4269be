using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using EngineCallOptions = Grpc.Core.CallOptions;

namespace Pulumi.Grpc;

/// <summary>Calls of one service of the engine, over gRPC without encryption.</summary>
/// <param name="address">Host and port, as the engine writes them.</param>
internal sealed class EngineService(string address)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    // One client for all services: they share their connections.
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

    private readonly Lazy<CallInvoker> _calls = new(() => GrpcChannel.ForAddress($"http://{address}", new()
    {
        HttpClient = Http,
        MaxReceiveMessageSize = MessageReader.MaxLength,
    }).CreateCallInvoker());

    /// <summary>Calls a method, however long it takes: creating a resource may take an hour.</summary>
    /// <exception cref="GrpcException">The engine can't be reached, went away, or answered with an error.</exception>
    public Task<TResponse> CallAsync<TResponse>(Method<IMessage, TResponse> method, IMessage request)
        where TResponse : class => CallAsync(method, request, timeout: null);

    /// <summary>Calls a method that a working engine answers at once, so that one that is stuck is noticed.</summary>
    /// <exception cref="GrpcException">The engine can't be reached, went away, answered with an error, or does not answer.</exception>
    public Task<TResponse> CallPromptlyAsync<TResponse>(Method<IMessage, TResponse> method, IMessage request)
        where TResponse : class => CallAsync(method, request, 3 * ConnectTimeout);

    private async Task<TResponse> CallAsync<TResponse>(Method<IMessage, TResponse> method, IMessage request, TimeSpan? timeout)
        where TResponse : class
    {
        try
        {
            var options = new EngineCallOptions(deadline: DateTime.UtcNow + timeout);
            using var call = _calls.Value.AsyncUnaryCall(method, host: null, options, request);
            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (UriFormatException exception)
        {
            throw Unavailable(method, "that is no address of the form host:port", exception);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.DeadlineExceeded)
        {
            throw Unavailable(method, $"no answer within {3 * ConnectTimeout.TotalSeconds:0} s", exception);
        }
        catch (RpcException exception) when (exception.Status.DebugException is { } cause)
        {
            throw Unavailable(method, cause.GetBaseException().Message, exception);
        }
        catch (RpcException exception)
        {
            throw new GrpcException(
                $"The Pulumi engine at {address} refused {method.Name} ({exception.StatusCode}): {exception.Status.Detail}",
                exception.StatusCode,
                exception.Status.Detail,
                exception);
        }
    }

    private GrpcException Unavailable(IMethod method, string reason, Exception cause) => new(
        $"The Pulumi engine at {address} can't be reached, or has gone away, during {method.Name}: {reason}. " +
        "The address comes from PULUMI_MONITOR and PULUMI_ENGINE, which the engine sets when it starts the program.",
        StatusCode.Unavailable,
        reason,
        cause);
}
