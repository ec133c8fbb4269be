namespace K8tre.Automation.Commands;

/// <summary>One line on standard error that says what goes on; only on a terminal. Messages go above it.</summary>
internal sealed class ProgressLine(string what) : IDisposable
{
    private const string ClearLine = "\r\e[K";

    private readonly Lock _lock = new();
    private readonly bool _isShown = !Console.IsErrorRedirected;
    private bool _isEnded;

    /// <summary>Shows how far it is.</summary>
    public void Show(string state)
    {
        lock (_lock)
        {
            if (_isShown && !_isEnded)
                Console.Error.Write($"{ClearLine}{what}: {state}");
        }
    }

    /// <summary>Prints a message with its severity.</summary>
    public void Say(string severity, string message)
    {
        lock (_lock)
            Console.Error.WriteLine($"{(_isShown ? ClearLine : "")}{severity}: {message}");
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
