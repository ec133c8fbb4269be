using System.ComponentModel;
using System.Diagnostics;

namespace K8tre.Benchmarks.Sdks;

/// <summary>Time and memory of a process.</summary>
/// <param name="Wall">Time from start to end.</param>
/// <param name="Processor">Processor time, measured up to 20 ms before the end.</param>
/// <param name="PeakBytes">Maximum resident memory, measured up to 20 ms before the end.</param>
internal sealed record ProcessFigures(TimeSpan Wall, TimeSpan Processor, long PeakBytes)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs a process to its end.</summary>
    /// <exception cref="InvalidOperationException">The process failed.</exception>
    public static async Task<ProcessFigures> MeasureAsync(ProcessStartInfo start)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("Process.Start returned no process");
        var end = process.WaitForExitAsync();
        var figures = new ProcessFigures(default, default, 0);
        while (!end.IsCompleted)
        {
            figures = figures.With(process);
            await Task.WhenAny(end, Task.Delay(Interval));
        }

        return process.ExitCode == 0
            ? figures with { Wall = watch.Elapsed }
            : throw new InvalidOperationException($"{start.FileName} ended with exit code {process.ExitCode}");
    }

    private ProcessFigures With(Process process)
    {
        try
        {
            process.Refresh();
            // A process that has just ended has values, but no memory.
            return this with { Processor = process.TotalProcessorTime, PeakBytes = Math.Max(PeakBytes, process.PeakWorkingSet64) };
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // The process has ended in the meantime. Keep the last values.
            return this;
        }
    }
}
