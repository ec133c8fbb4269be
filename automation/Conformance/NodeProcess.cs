using System.ComponentModel;
using System.Diagnostics;

namespace K8tre.Automation.Conformance;

/// <summary>Runs a program of Node.js (<c>node</c>, <c>npm</c>) to its end.</summary>
internal static class NodeProcess
{
    private const string Prefix = "PULUMI_";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>What a program left behind.</summary>
    /// <param name="ExitCode">Its exit code.</param>
    /// <param name="Output">What it wrote to standard output.</param>
    /// <param name="ErrorOutput">What it wrote to standard error.</param>
    public sealed record Result(int ExitCode, string Output, string ErrorOutput);

    /// <summary>Runs a program; nothing of the operator's own Pulumi settings reaches it.</summary>
    /// <param name="program"><c>node</c> or <c>npm</c>, found on the search path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="directory">The folder it runs in.</param>
    /// <param name="variables">Environment variables to add.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <exception cref="CommandException">The program is not installed, or did not end within 10 minutes.</exception>
    public static async Task<Result> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string directory,
        IReadOnlyDictionary<string, string>? variables,
        CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using var process = Start(start);
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errorOutput = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output, await errorOutput);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            if (cancellation.IsCancellationRequested)
                throw;

            throw CommandException.Failed($"`{program} {arguments[0]}` did not end within {Limit.TotalMinutes:0} minutes and was stopped");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("Process.Start returned no process");
        }
        catch (Win32Exception)
        {
            throw CommandException.WrongCall(
                $"'{start.FileName}' is not installed; the official packages run on Node.js {NodePackages.LeastNode} or newer, with npm: "
                + "`apt-get install nodejs npm`, or https://nodejs.org");
        }
    }
}
