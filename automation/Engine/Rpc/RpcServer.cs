using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace K8tre.Automation.Engine.Rpc;

/// <summary>A gRPC server for unary methods on the loopback interface: Kestrel without a host or a container.</summary>
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
        options.Listen((IPEndPoint)socket.LocalEndPoint!, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.Use(next => connection =>
                LocalPeer.IsOwn(connection.RemoteEndPoint, connection.LocalEndPoint) ? next(connection) : Refuse(connection));
        });
        var transport = new SocketTransportOptions { CreateBoundListenSocket = _ => socket };
        _kestrel = new(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(transport), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    /// <summary>Address of the server: <c>127.0.0.1:port</c>.</summary>
    public string Address { get; }

    /// <summary>Opens a port. Clients can connect, and wait until the server serves.</summary>
    /// <param name="methods">Methods by path (<c>/package.Service/Method</c>). Other paths have the status unimplemented.</param>
    /// <param name="port">TCP port. The system selects a free port for 0.</param>
    /// <exception cref="PortTakenException">The port is in use.</exception>
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

    /// <summary>Starts to serve requests.</summary>
    public Task ServeAsync(CancellationToken cancellation) => _kestrel.StartAsync(this, cancellation);

    /// <summary>Stops listening and closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _kestrel.StopAsync(new CancellationToken(canceled: true));
        _kestrel.Dispose();
    }

    // The loopback interface belongs to all users of the machine.
    private static Task Refuse(ConnectionContext connection)
    {
        connection.Abort();
        return Task.CompletedTask;
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
                throw new RpcException(RpcStatus.Unimplemented, $"the recording engine does not implement {context.Request.Path}");

            await method.HandleAsync(context.Request.Body, context.Response.BodyWriter, context.RequestAborted);
            context.Response.AppendTrailer("grpc-status", "0");
        }
        catch (RpcException error)
        {
            Fail(context, error.Status, error.Message);
        }
        catch (Exception defect) when (!context.RequestAborted.IsCancellationRequested)
        {
            Fail(context, RpcStatus.Internal, $"{context.Request.Path} failed: {defect.Message}");
        }
    }

    private static void Fail(HttpContext context, RpcStatus status, string message)
    {
        var trailers = context.Response.HasStarted
            ? context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers
            : context.Response.Headers;
        trailers["grpc-status"] = $"{(int)status}";
        trailers["grpc-message"] = Uri.EscapeDataString(message);
    }
}
