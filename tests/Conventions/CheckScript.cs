using System.Diagnostics;

namespace K8tre.Tests.Conventions;

/// <summary>Runs a check of <c>.ci/</c>.</summary>
internal static class CheckScript
{
    /// <summary>Runs the check, and returns its exit status and what it wrote to standard error.</summary>
    public static async Task<(int Status, string Errors)> RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, script), .. arguments])
        {
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }
}
