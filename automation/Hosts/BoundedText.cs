using System.Buffers;
using System.Text;

namespace K8tre.Automation.Hosts;

/// <summary>Text of a stream that may have no end.</summary>
/// <param name="limit">Number of bytes to read.</param>
internal sealed class BoundedText(int limit)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Called when there is more to read than the limit.</summary>
    public Action OnFull { get; set; } = () => { };

    /// <summary>Indicates that there was more to read than the limit.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Reads a stream to its end or to the limit.</summary>
    public async Task ReadAsync(Stream source, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        while (await source.ReadAsync(buffer, cancellation) is > 0 and var count)
        {
            if (_bytes.WrittenCount + count > limit)
            {
                IsFull = true;
                OnFull();
                return;
            }
            _bytes.Write(buffer.AsSpan(0, count));
        }
    }

    /// <summary>The text that was read.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_bytes.WrittenSpan);
}
