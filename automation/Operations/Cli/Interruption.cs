using System.Diagnostics;
using System.Runtime.InteropServices;

namespace K8tre.Automation.Operations.Cli;

/// <summary>
/// Reaction of an operation to signals. The first one lets the operations under way end. The second tells the CLI to end at
/// once. The third kills it.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _requested = new();
    private readonly CancellationTokenSource _killed = new();
    private readonly Action<string> _say;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _count;
    private int? _process;
    private bool _isDetached;

    private Interruption(Action<string> say) => _say = say;

    /// <summary>Cancelled by the first signal: no further stage starts.</summary>
    public CancellationToken Requested => _requested.Token;

    /// <summary>Cancelled by the third signal: the CLI is killed.</summary>
    public CancellationToken Killed => _killed.Token;

    /// <summary>Listens for SIGINT (Ctrl-C) and SIGTERM.</summary>
    /// <param name="say">Called with what the interruption does.</param>
    public static Interruption Listen(Action<string> say)
    {
        var interruption = new Interruption(say);
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
        {
            interruption._registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                interruption.Interrupt(context.Signal);
            }));
        }

        return interruption;
    }

    /// <summary>Sends the following signals to a process too, until the result is disposed.</summary>
    /// <param name="process">ID of the process.</param>
    /// <param name="isDetached">True if the terminal does not send signals to the process itself.</param>
    public IDisposable Follow(int process, bool isDetached)
    {
        lock (_lock)
        {
            _process = process;
            _isDetached = isDetached;
        }

        return new Following(this);
    }

    /// <summary>Handles a signal.</summary>
    public void Interrupt(PosixSignal signal)
    {
        lock (_lock)
        {
            _count++;
            if (_process is { } process)
            {
                _say(_count switch
                {
                    1 => "interrupted: waits for the operations under way, so that the state contains them. "
                        + "Press Ctrl-C again to end at once, which can leave resources that no state contains",
                    2 => "ends at once; the next run has to look for resources that the state does not contain. "
                        + "Press Ctrl-C again to kill the Pulumi CLI, which then also leaves its lock",
                    _ => "killed the Pulumi CLI",
                });
                if (_count < 3)
                    Send(signal, process);
            }

            _requested.Cancel();
            if (_count >= 3)
                _killed.Cancel();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _requested.Dispose();
        _killed.Dispose();
    }

    /// <summary>Sends SIGINT to a process. .NET has no call for it.</summary>
    public static void Send(int process)
    {
        using var kill = Process.Start("kill", ["-INT", process.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    // Without setsid, the terminal sends Ctrl-C to the CLI itself.
    private void Send(PosixSignal signal, int process)
    {
        if (_isDetached || signal != PosixSignal.SIGINT || Console.IsInputRedirected)
            Send(process);
    }

    private sealed class Following(Interruption interruption) : IDisposable
    {
        public void Dispose()
        {
            lock (interruption._lock)
                interruption._process = null;
        }
    }
}
