using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace K8tre.Automation.Programs;

/// <summary>
/// A program that runs as a process of its own. Disposing it ends the process and all it has started; when this process is
/// killed, the program ends by itself.
/// </summary>
internal sealed class RunningProgram : IDisposable
{
    // Enough for an unhandled exception with its stack trace.
    private const int KeptLines = 200;

    private const string HookVariable = "DOTNET_STARTUP_HOOKS";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errorOutput = [];

    private RunningProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What the program wrote to standard error, as far as it is kept: the last lines.</summary>
    public string ErrorOutput => string.Join('\n', _errorOutput);

    /// <summary>Starts a compiled program.</summary>
    /// <param name="assembly">The program's assembly.</param>
    /// <param name="directory">The folder it runs in.</param>
    /// <param name="prepare">Sets the environment variables.</param>
    public static RunningProgram Start(string assembly, string directory, Action<IDictionary<string, string?>> prepare)
    {
        var start = new ProcessStartInfo(DotnetHost(), [assembly])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true, // never written to: its end tells the program that this process is gone (StartupHook)
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        prepare(start.Environment);
        var ownHook = typeof(StartupHook).Assembly.Location;
        start.Environment[HookVariable] = start.Environment.TryGetValue(HookVariable, out var hooks) && hooks is { Length: > 0 }
            ? $"{hooks}{Path.PathSeparator}{ownHook}"
            : ownHook;

        var process = Process.Start(start) ?? throw new InvalidOperationException("Process.Start returned no process");
        return new(process);
    }

    /// <summary>Waits until the program ends, and returns its exit code.</summary>
    /// <exception cref="OperationCanceledException">The wait was given up; the program still runs.</exception>
    public async Task<int> WaitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>Ends the process, and all it has started.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;

        _errorOutput.Enqueue(line);
        while (_errorOutput.Count > KeptLines)
            _errorOutput.TryDequeue(out _);
    }

    // The runtime that runs this command: <root>/shared/Microsoft.NETCore.App/<version>/.
    private static string DotnetHost()
    {
        var root = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());
        var host = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(host) ? host : "dotnet";
    }
}
