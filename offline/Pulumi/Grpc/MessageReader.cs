using Google.Protobuf;
using Grpc.Core;

namespace Pulumi.Grpc;

/// <summary>Methods of the engine whose messages may be long and deeply nested.</summary>
internal static class MessageReader
{
    /// <summary>Length in bytes that a message may have, as in the official package.</summary>
    public const int MaxLength = 400 * 1024 * 1024;

    // A level of an object is three messages deep. The default limit of 100 ends at 33 levels, this one at 1,300; the stack of a thread
    // takes more than that.
    private const int MaxDepth = 4000;

    private static readonly Marshaller<IMessage> Requests = Marshallers.Create<IMessage>(
        (message, context) =>
        {
            context.SetPayloadLength(message.CalculateSize());
            message.WriteTo(context.GetBufferWriter());
            context.Complete();
        },
        _ => throw new NotSupportedException("requests are only written"));

    /// <summary>Describes a method with one message each way.</summary>
    public static Method<IMessage, TResponse> Unary<TResponse>(string service, string name, MessageParser<TResponse> parser)
        where TResponse : class, IMessage<TResponse> => new(MethodType.Unary, service, name, Requests, Marshallers.Create<TResponse>(
            (_, _) => throw new NotSupportedException("answers are only read"),
            context =>
            {
                using var input = CodedInputStream.CreateWithLimits(new MemoryStream(context.PayloadAsNewBuffer()), MaxLength, MaxDepth);
                return parser.ParseFrom(input);
            }));
}
