using System.Diagnostics;
using System.Globalization;

namespace K8tre.Tests.Automation;

/// <summary>The scenario <c>hangs</c>, found by the process number that it writes down.</summary>
internal static class HangingProgram
{
    /// <summary>Waits until the program hangs.</summary>
    public static async Task<Process> OfAsync(TemporaryProject project)
    {
        var file = Path.Combine(project.Folder, "hanging.pid");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            if (File.Exists(file) && int.TryParse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture, out var number))
                return Process.GetProcessById(number);

            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    /// <summary>Waits until it is gone, or one has waited too long.</summary>
    public static async Task<bool> IsGoneAsync(Process program)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        // A program whose parent is gone stays in the process table until somebody asks for its exit code.
        while (!program.HasExited && !IsZombie(program.Id))
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);

        return true;
    }

    private static bool IsZombie(int process)
        => File.Exists($"/proc/{process}/stat") && File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
}
