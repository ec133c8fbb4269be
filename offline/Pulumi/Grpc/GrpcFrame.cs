using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Pulumi.Grpc;

/// <summary>One message of a gRPC call: a flag (compressed or not), the length, the message.</summary>
/// <remarks>Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md</remarks>
internal static class GrpcFrame
{
    private const int HeaderLength = 5;

    // As the official package has it.
    private const int MaxMessageLength = 400 * 1024 * 1024;

    // A level of an object is three messages deep. The default limit of 100 ends at 33 levels, this one at 1,300; the stack of a thread
    // takes more than that.
    private const int MaxDepth = 4000;

    /// <summary>Reads the only message of an answer; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The answer is no gRPC message.</exception>
    public static async Task<TMessage?> ReadAsync<TMessage>(
        Stream body, MessageParser<TMessage> parser, CancellationToken cancellationToken)
        where TMessage : class, IMessage<TMessage>
    {
        var header = new byte[HeaderLength];
        var got = await body.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (got == 0)
            return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(1));
        if (got < HeaderLength || header[0] != 0 || length > MaxMessageLength)
            throw new InvalidDataException("the answer is compressed, too long, or no gRPC message");

        var message = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            await body.ReadExactlyAsync(message.AsMemory(0, (int)length), cancellationToken).ConfigureAwait(false);
            using var stream = new MemoryStream(message, 0, (int)length, writable: false);
            using var input = CodedInputStream.CreateWithLimits(stream, MaxMessageLength, MaxDepth);
            return parser.ParseFrom(input);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }
    }

    /// <summary>The only message of a request.</summary>
    public sealed class Content : HttpContent
    {
        private static readonly MediaTypeHeaderValue Grpc = new("application/grpc");

        private readonly IMessage _message;
        private readonly int _length;

        public Content(IMessage message)
        {
            _message = message;
            _length = message.CalculateSize();
            Headers.ContentType = Grpc;
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var frame = ArrayPool<byte>.Shared.Rent(HeaderLength + _length);
            try
            {
                frame[0] = 0;
                BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)_length);
                _message.WriteTo(frame.AsSpan(HeaderLength, _length));
                await stream.WriteAsync(frame.AsMemory(0, HeaderLength + _length)).ConfigureAwait(false);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(frame);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = HeaderLength + _length;
            return true;
        }
    }
}
