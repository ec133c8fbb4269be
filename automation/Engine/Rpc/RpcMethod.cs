using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;

namespace K8tre.Automation.Engine.Rpc;

/// <summary>A unary method: reads the request frame, calls the handler and writes the response frame.</summary>
/// <remarks>Framing: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md</remarks>
internal abstract class RpcMethod
{
    private const int PrefixLength = 5;

    // A level of properties takes up to four nested messages (Value, Struct, map entry, Value): about 1,000 levels.
    private const int RecursionLimit = 4_000;

    /// <summary>Creates a method from a handler.</summary>
    public static RpcMethod Create<TRequest>(Func<TRequest, IMessage> handler)
        where TRequest : IMessage, new() => new Unary<TRequest>(request => new(handler(request)));

    /// <summary>Creates a method from an asynchronous handler.</summary>
    public static RpcMethod CreateAsync<TRequest>(Func<TRequest, ValueTask<IMessage>> handler)
        where TRequest : IMessage, new() => new Unary<TRequest>(handler);

    /// <summary>Handles a call.</summary>
    /// <exception cref="RpcException">The request is not readable, or the handler rejects it.</exception>
    public async Task HandleAsync(Stream request, PipeWriter response, CancellationToken cancellation)
    {
        var message = await HandleAsync(await ReadFrameAsync(request, cancellation));

        var prefix = response.GetMemory(PrefixLength).Span;
        prefix[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(prefix[1..], (uint)message.CalculateSize());
        response.Advance(PrefixLength);
        message.WriteTo(response);
        await response.FlushAsync(cancellation);
    }

    /// <summary>Parses the message and calls the handler.</summary>
    protected abstract ValueTask<IMessage> HandleAsync(byte[] message);

    private static async Task<byte[]> ReadFrameAsync(Stream request, CancellationToken cancellation)
    {
        var prefix = new byte[PrefixLength];
        await request.ReadExactlyAsync(prefix, cancellation);
        if (prefix[0] != 0)
            throw new RpcException(RpcStatus.Unimplemented, "compression is not supported; send messages without it (identity)");

        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1));
        if (length > Array.MaxLength)
            throw new RpcException(RpcStatus.ResourceExhausted, $"the message has {length} bytes; the maximum is {Array.MaxLength}");

        var message = new byte[length];
        await request.ReadExactlyAsync(message, cancellation);
        return message;
    }

    private sealed class Unary<TRequest>(Func<TRequest, ValueTask<IMessage>> handler) : RpcMethod
        where TRequest : IMessage, new()
    {
        protected override ValueTask<IMessage> HandleAsync(byte[] message)
        {
            return handler(Parse(message));
        }

        private static TRequest Parse(byte[] message)
        {
            var request = new TRequest();
            using var stream = new MemoryStream(message, writable: false);
            using var input = CodedInputStream.CreateWithLimits(stream, sizeLimit: int.MaxValue, RecursionLimit);
            request.MergeFrom(input);
            return request;
        }
    }
}
