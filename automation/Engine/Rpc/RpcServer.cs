using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace K8tre.Automation.Engine.Rpc;

/// <summary>A gRPC server on the loopback interface: Kestrel without host or container, for unary methods only.</summary>
internal sealed class RpcServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, RpcMethod> _methods;
    private readonly KestrelServer _kestrel;

    private RpcServer(IReadOnlyDictionary<string, RpcMethod> methods, Socket socket)
    {
        _methods = methods;
        Address = $"{socket.LocalEndPoint}";

        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MaxRequestBufferSize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen((IPEndPoint)socket.LocalEndPoint!, listen => listen.Protocols = HttpProtocols.Http2);
        var transport = new SocketTransportOptions { CreateBoundListenSocket = _ => socket };
        _kestrel = new(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(transport), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    /// <summary>Where the server listens, as <c>127.0.0.1:port</c>.</summary>
    public string Address { get; }

    /// <summary>Takes a port: from now on clients can connect, though they wait until the server serves.</summary>
    /// <param name="methods">What to serve by its path (<c>/package.Service/Method</c>); all else is answered as unimplemented.</param>
    /// <param name="port">The port to listen on; 0 lets the system choose a free one.</param>
    /// <exception cref="PortTakenException">Somebody else listens on the port.</exception>
    public static RpcServer Listen(IReadOnlyDictionary<string, RpcMethod> methods, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return new(methods, socket);
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new PortTakenException(port, error);
        }
    }

    /// <summary>Starts to serve.</summary>
    public Task ServeAsync(CancellationToken cancellation) => _kestrel.StartAsync(this, cancellation);

    /// <summary>Stops listening and drops the connections that are left.</summary>
    public async ValueTask DisposeAsync()
    {
        await _kestrel.StopAsync(new CancellationToken(canceled: true));
        _kestrel.Dispose();
    }

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection features) => new DefaultHttpContext(features);

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception)
    {
    }

    async Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        try
        {
            if (!_methods.TryGetValue(context.Request.Path.Value ?? "", out var method))
                throw new RpcException(RpcStatus.Unimplemented, $"the recording engine does not serve {context.Request.Path}");

            await method.AnswerAsync(context.Request.Body, context.Response.BodyWriter, context.RequestAborted);
            context.Response.AppendTrailer("grpc-status", "0");
        }
        catch (RpcException refusal)
        {
            Refuse(context, refusal.Status, refusal.Message);
        }
        catch (Exception defect) when (!context.RequestAborted.IsCancellationRequested)
        {
            Refuse(context, RpcStatus.Internal, $"{context.Request.Path} failed: {defect.Message}");
        }
    }

    private static void Refuse(HttpContext context, RpcStatus status, string message)
    {
        var trailers = context.Response.HasStarted
            ? context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers
            : context.Response.Headers;
        trailers["grpc-status"] = $"{(int)status}";
        trailers["grpc-message"] = Uri.EscapeDataString(message);
    }
}
