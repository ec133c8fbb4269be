using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace K8tre.Automation.Programs;

/// <summary>A program that runs as a process of its own.</summary>
/// <remarks>
/// <see cref="Dispose"/> ends the process and all processes that it started. If this process is killed, <see cref="StartupHook"/> ends the
/// program. The class uses <see cref="Process"/>, because CliWrap takes about 30 ms more at the start of each plan.
/// </remarks>
internal sealed class RunningProgram : IDisposable
{
    // Enough for an unhandled exception with its stack trace.
    private const int MaximumLines = 200;

    private const string HookVariable = "DOTNET_STARTUP_HOOKS";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errorOutput = [];

    private RunningProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => AddErrorLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The last lines of standard error.</summary>
    public string ErrorOutput => string.Join('\n', _errorOutput);

    /// <summary>Starts a compiled program.</summary>
    /// <param name="assembly">Path of the assembly.</param>
    /// <param name="directory">Working directory.</param>
    /// <param name="variables">Environment variables to set, or to remove if they are null.</param>
    public static RunningProgram Start(string assembly, string directory, IReadOnlyDictionary<string, string?> variables)
    {
        var start = new ProcessStartInfo(DotnetHost(), [assembly])
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardInput = true, // stays open and empty: its end tells the program that this process has ended
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ProgramEnvironment.Apply(variables, start);
        var hook = typeof(StartupHook).Assembly.Location;
        start.Environment[HookVariable] = start.Environment.TryGetValue(HookVariable, out var others) && others is { Length: > 0 }
            ? $"{others}{Path.PathSeparator}{hook}"
            : hook;

        return new(Process.Start(start) ?? throw new InvalidOperationException("Process.Start returned no process"));
    }

    /// <summary>Waits for the end of the program and returns its exit code.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled. The program still runs.</exception>
    public async Task<int> WaitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>Ends the process and all processes that it started.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void AddErrorLine(string? line)
    {
        if (line is null)
            return;

        _errorOutput.Enqueue(line);
        while (_errorOutput.Count > MaximumLines)
            _errorOutput.TryDequeue(out _);
    }

    // The host of the runtime that runs this command: <root>/shared/Microsoft.NETCore.App/<version>/.
    private static string DotnetHost()
    {
        var root = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());
        var host = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(host) ? host : "dotnet";
    }
}
