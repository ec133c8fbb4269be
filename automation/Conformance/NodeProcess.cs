using System.ComponentModel;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using K8tre.Automation.Programs;

namespace K8tre.Automation.Conformance;

/// <summary>Runs <c>node</c> or <c>npm</c>.</summary>
internal static class NodeProcess
{
    /// <summary>The oldest version of Node.js that the official packages support.</summary>
    public const int MinimumVersion = 20;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs a program to its end. The program does not inherit the operator's Pulumi settings.</summary>
    /// <param name="program"><c>node</c> or <c>npm</c>, on the search path.</param>
    /// <param name="arguments">Arguments.</param>
    /// <param name="directory">Working directory.</param>
    /// <param name="variables">Additional environment variables.</param>
    /// <param name="cancellation">Ends the program and all processes that it started.</param>
    /// <exception cref="CommandException">The program is not installed, or did not end within 10 minutes.</exception>
    public static async Task<BufferedCommandResult> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string directory,
        IReadOnlyDictionary<string, string>? variables,
        CancellationToken cancellation)
    {
        var environment = ProgramEnvironment.WithoutInherited();
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            environment[name] = value;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            return await Cli.Wrap(program)
                .WithArguments(arguments)
                .WithWorkingDirectory(directory)
                .WithEnvironmentVariables(environment)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(Encoding.UTF8, limit.Token);
        }
        catch (Win32Exception)
        {
            throw CommandException.WrongCall(
                $"'{program}' is not installed; the official packages need Node.js {MinimumVersion} or later, with npm: "
                + "`apt-get install nodejs npm`, or https://nodejs.org");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw CommandException.Failed($"`{program} {arguments[0]}` did not end within {Limit.TotalMinutes:0} minutes and was stopped");
        }
    }
}
