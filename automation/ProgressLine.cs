using K8tre.Stacks.Settings.Reading;

namespace K8tre.Automation;

/// <summary>A line on standard error that shows the progress of a command. Only a terminal shows it. Messages appear above it.</summary>
/// <param name="activity">The activity.</param>
internal sealed class ProgressLine(string activity) : IDisposable
{
    private const string ClearLine = "\r\e[K";

    private readonly Lock _lock = new();
    private readonly bool _isShown = !Console.IsErrorRedirected;
    private bool _isEnded;

    /// <summary>Shows the progress.</summary>
    public void Show(string progress)
    {
        lock (_lock)
        {
            if (_isShown && !_isEnded)
                Console.Error.Write($"{ClearLine}{activity}: {progress}");
        }
    }

    /// <summary>Writes a message with its severity.</summary>
    public void WriteMessage(string severity, string message)
    {
        lock (_lock)
            Console.Error.WriteLine($"{(_isShown ? ClearLine : "")}{severity}: {EchoedText.PrintableLines(SecretText.Mask(message))}");
    }

    /// <summary>Removes the line until the next progress, for output that follows.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            if (_isShown && !_isEnded)
                Console.Error.Write(ClearLine);
        }
    }

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isEnded = true;
            if (_isShown)
                Console.Error.Write(ClearLine);
        }
    }
}
