using System.Text;

namespace K8tre.Automation.Commands;

/// <summary>Standard output or standard error, which may be full or closed.</summary>
/// <remarks>A reader that has read enough, such as <c>head</c>, is no failure: .NET then discards the rest.</remarks>
internal sealed class StandardStream : Stream
{
    private readonly Stream _inner;
    private readonly bool _isOutput;

    private StandardStream(Stream inner, bool isOutput) => (_inner, _isOutput) = (inner, isOutput);

    /// <summary>Makes the console use such streams.</summary>
    public static void UseForConsole()
    {
        Console.SetOut(WriterFor(OpenOutput()));
        Console.SetError(WriterFor(new StandardStream(Console.OpenStandardError(), isOutput: false)));
    }

    /// <summary>Opens standard output. A failure is a <see cref="CommandException"/>.</summary>
    public static Stream OpenOutput() => new StandardStream(Console.OpenStandardOutput(), isOutput: true);

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override void Flush() => Try(_inner.Flush);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Try(() => _inner.Write(buffer, offset, count));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    private static StreamWriter WriterFor(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    // What cannot be written to standard error can be written nowhere.
    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (_isOutput)
                throw CommandException.Failed(
                    $"standard output is not writable: {(error.InnerException ?? error).Message}; free space there, or write to a file "
                    + "with --out");
        }
    }
}
