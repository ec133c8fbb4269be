using Pulumi.Automation.Events;
using Semver;

namespace Pulumi.Automation.Commands;

/// <summary>Runs the Pulumi CLI. A workspace takes an implementation, so that a caller can replace how the program is started.</summary>
public abstract class PulumiCommand
{
    /// <summary>Version of the CLI. Null if it is unknown.</summary>
    public abstract SemVersion? Version { get; }

    /// <summary>Runs the CLI to its end.</summary>
    /// <param name="args">Arguments.</param>
    /// <param name="workingDir">Working folder.</param>
    /// <param name="additionalEnv">Environment variables beside the inherited ones. Null removes a variable.</param>
    /// <param name="onStandardOutput">Called for each line of standard output.</param>
    /// <param name="onStandardError">Called for each line of standard error.</param>
    /// <param name="onEngineEvent">Called for each event of the engine.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    public abstract Task<CommandResult> RunAsync(
        IList<string> args,
        string workingDir,
        IDictionary<string, string?> additionalEnv,
        Action<string>? onStandardOutput = null,
        Action<string>? onStandardError = null,
        Action<EngineEvent>? onEngineEvent = null,
        CancellationToken cancellationToken = default);

    /// <summary>Runs the CLI to its end, with standard input.</summary>
    /// <param name="args">Arguments.</param>
    /// <param name="workingDir">Working folder.</param>
    /// <param name="additionalEnv">Environment variables beside the inherited ones. Null removes a variable.</param>
    /// <param name="onStandardOutput">Called for each line of standard output.</param>
    /// <param name="onStandardError">Called for each line of standard error.</param>
    /// <param name="stdIn">Text for standard input.</param>
    /// <param name="onEngineEvent">Called for each event of the engine.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    public abstract Task<CommandResult> RunInputAsync(
        IList<string> args,
        string workingDir,
        IDictionary<string, string?> additionalEnv,
        Action<string>? onStandardOutput = null,
        Action<string>? onStandardError = null,
        string? stdIn = null,
        Action<EngineEvent>? onEngineEvent = null,
        CancellationToken cancellationToken = default);
}
