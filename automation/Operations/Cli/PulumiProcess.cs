using System.Text;
using CliWrap;
using Pulumi.Automation.Commands;
using Pulumi.Automation.Events;
using Semver;
using CommandResult = Pulumi.Automation.Commands.CommandResult;

namespace K8tre.Automation.Operations.Cli;

/// <summary>Runs the Pulumi CLI so that an interruption ends it gracefully, and reads the events of its engine from a file.</summary>
/// <remarks>
/// The command of the official package kills the CLI on cancellation. A killed CLI leaves a lock, and resources that no state contains.
/// </remarks>
/// <param name="cli">The program.</param>
/// <param name="interruption">Signals that this command receives.</param>
internal sealed class PulumiProcess(PulumiCli cli, Interruption interruption) : PulumiCommand
{
    // A session of its own: the terminal does not send Ctrl-C to the CLI too, which would take it for the second one.
    private static readonly string? SetSid = PulumiCli.Find("setsid");

    /// <inheritdoc />
    public override SemVersion? Version => cli.Version;

    /// <inheritdoc />
    public override Task<CommandResult> RunAsync(
        IList<string> args,
        string workingDir,
        IDictionary<string, string?> additionalEnv,
        Action<string>? onStandardOutput = null,
        Action<string>? onStandardError = null,
        Action<EngineEvent>? onEngineEvent = null,
        CancellationToken cancellationToken = default)
        => RunInputAsync(
            args, workingDir, additionalEnv, onStandardOutput, onStandardError, null, onEngineEvent, cancellationToken);

    /// <inheritdoc />
    /// <exception cref="PulumiFailure">The exit code is not 0.</exception>
    public override async Task<CommandResult> RunInputAsync(
        IList<string> args,
        string workingDir,
        IDictionary<string, string?> additionalEnv,
        Action<string>? onStandardOutput = null,
        Action<string>? onStandardError = null,
        string? stdIn = null,
        Action<EngineEvent>? onEngineEvent = null,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var events = onEngineEvent is null ? null : EventLog.Create(onEngineEvent);
        string[] arguments = events is null ? [.. args] : [.. args, "--event-log", events.Path];
        var output = new StringBuilder();
        var error = new StringBuilder();
        var command = CliWrap.Cli.Wrap(SetSid ?? cli.Path)
            .WithArguments(SetSid is null ? arguments : [cli.Path, .. arguments])
            .WithWorkingDirectory(workingDir)
            .WithEnvironmentVariables(Variables(additionalEnv, events is not null))
            .WithStandardInputPipe(stdIn is null ? PipeSource.Null : PipeSource.FromString(stdIn))
            .WithStandardOutputPipe(Pipe(output, onStandardOutput))
            .WithStandardErrorPipe(Pipe(error, onStandardError))
            .WithValidation(CommandResultValidation.None);

        var run = command.ExecuteAsync(interruption.Killed);
        using (interruption.Follow(run.ProcessId, SetSid is not null))
        {
            var code = events is null ? (await run).ExitCode : await events.ReadAsync(Code(run));
            var result = new CommandResult(code, output.ToString(), error.ToString());
            return code == 0 ? result : throw new PulumiFailure(result);
        }
    }

    private static async Task<int> Code(CommandTask<CliWrap.CommandResult> run) => (await run).ExitCode;

    private static PipeTarget Pipe(StringBuilder text, Action<string>? onLine)
        => onLine is null
            ? PipeTarget.ToStringBuilder(text)
            : PipeTarget.Merge(PipeTarget.ToStringBuilder(text), PipeTarget.ToDelegate(onLine));

    private Dictionary<string, string?> Variables(IDictionary<string, string?> additional, bool hasEvents)
    {
        var path = Environment.GetEnvironmentVariable("PATH");
        var variables = new Dictionary<string, string?>(additional)
        {
            ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
            // The plugins that are installed beside the CLI come first.
            ["PATH"] = $"{Path.GetDirectoryName(cli.Path)}{Path.PathSeparator}{path}",
        };
        if (hasEvents)
            variables["PULUMI_DEBUG_COMMANDS"] = "true"; // The flag --event-log needs it.
        return variables;
    }
}
