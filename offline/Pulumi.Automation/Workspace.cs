using System.Collections.Immutable;
using Pulumi.Automation.Commands;
using Pulumi.Automation.Events;

namespace Pulumi.Automation;

/// <summary>A project with its stacks.</summary>
public abstract class Workspace : IDisposable
{
    private readonly PulumiCommand _command;

    internal Workspace(PulumiCommand command) => _command = command;

    /// <summary>Folder of the project file.</summary>
    public abstract string WorkDir { get; }

    /// <summary>Folder of the CLI's own files. Null: the CLI's default.</summary>
    public abstract string? PulumiHome { get; }

    /// <summary>Environment variables beside the inherited ones. Null removes a variable.</summary>
    public abstract IDictionary<string, string?>? EnvironmentVariables { get; set; }

    /// <summary>Selects a stack.</summary>
    /// <param name="stackName">Name of the stack.</param>
    public Task SelectStackAsync(string stackName) => SelectStackAsync(stackName, default);

    /// <summary>Selects a stack.</summary>
    /// <param name="stackName">Name of the stack.</param>
    public abstract Task SelectStackAsync(string stackName, CancellationToken cancellationToken);

    /// <summary>Gets the outputs of a stack.</summary>
    /// <param name="stackName">Name of the stack.</param>
    public abstract Task<ImmutableDictionary<string, OutputValue>> GetStackOutputsAsync(
        string stackName, CancellationToken cancellationToken = default);

    /// <summary>Frees what the workspace holds.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the workspace holds.</summary>
    /// <param name="disposing">False in a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    internal Task<CommandResult> RunAsync(
        IEnumerable<string> args,
        Action<string>? onStandardOutput = null,
        Action<string>? onStandardError = null,
        Action<EngineEvent>? onEvent = null,
        CancellationToken cancellation = default)
    {
        var variables = new Dictionary<string, string?>();
        if (PulumiHome is { Length: > 0 } home)
            variables["PULUMI_HOME"] = home;
        foreach (var (name, value) in EnvironmentVariables ?? new Dictionary<string, string?>())
            variables[name] = value;
        return _command.RunInputAsync(
            [.. args, "--non-interactive"], WorkDir, variables, onStandardOutput, onStandardError, null, onEvent, cancellation);
    }
}
