using System.Collections.Immutable;
using System.Globalization;
using Pulumi.Automation.Commands;
using Pulumi.Automation.Events;
using Pulumi.Automation.Exceptions;
using Pulumi.Automation.Serialization;

namespace Pulumi.Automation;

/// <summary>A stack of a workspace, and the operations on it.</summary>
public sealed class WorkspaceStack : IDisposable
{
    private const string Local = "auto.local";

    private static readonly LocalSerializer Serializer = new();

    private WorkspaceStack(string name, Workspace workspace)
    {
        Name = name;
        Workspace = workspace;
    }

    /// <summary>Name of the stack.</summary>
    public string Name { get; }

    /// <summary>The workspace of the stack.</summary>
    public Workspace Workspace { get; }

    /// <summary>Selects an existing stack.</summary>
    /// <param name="name">Name of the stack.</param>
    /// <param name="workspace">The workspace.</param>
    public static async Task<WorkspaceStack> SelectAsync(string name, Workspace workspace, CancellationToken cancellationToken = default)
    {
        await workspace.SelectStackAsync(name, cancellationToken);
        return new(name, workspace);
    }

    /// <summary>Deploys the stack.</summary>
    /// <param name="options">Options.</param>
    public async Task<UpResult> UpAsync(UpOptions? options = null, CancellationToken cancellationToken = default)
    {
        var result = await RunAsync(["up", "--yes", "--skip-preview"], options, options?.OnEvent, cancellationToken);
        var outputs = await GetOutputsAsync(cancellationToken);
        var summary = await LastAsync(options?.ShowSecrets, cancellationToken);
        return new(result.StandardOutput, result.StandardError, summary, outputs);
    }

    /// <summary>Shows what a deployment would do.</summary>
    /// <param name="options">Options.</param>
    public async Task<PreviewResult> PreviewAsync(PreviewOptions? options = null, CancellationToken cancellationToken = default)
    {
        SummaryEvent? summary = null;
        void OnEvent(EngineEvent engineEvent)
        {
            summary = engineEvent.SummaryEvent ?? summary;
            options?.OnEvent?.Invoke(engineEvent);
        }

        var result = await RunAsync(["preview"], options, OnEvent, cancellationToken);
        return summary is null
            ? throw new NoSummaryEventException("No summary of changes for 'preview'")
            : new(result.StandardOutput, result.StandardError, summary.ResourceChanges);
    }

    /// <summary>Reads the resources again and writes their state, or compares only.</summary>
    /// <param name="options">Options.</param>
    public async Task<UpdateResult> RefreshAsync(RefreshOptions? options = null, CancellationToken cancellationToken = default)
    {
        var result = await RunAsync(["refresh", .. Mode(options?.PreviewOnly)], options, options?.OnEvent, cancellationToken);
        return new(result.StandardOutput, result.StandardError, await LastAsync(options?.ShowSecrets, cancellationToken));
    }

    /// <summary>Deletes the resources of the stack, or shows what would be deleted.</summary>
    /// <param name="options">Options.</param>
    public async Task<UpdateResult> DestroyAsync(DestroyOptions? options = null, CancellationToken cancellationToken = default)
    {
        var result = await RunAsync(["destroy", .. Mode(options?.PreviewOnly)], options, options?.OnEvent, cancellationToken);
        return new(result.StandardOutput, result.StandardError, await LastAsync(options?.ShowSecrets, cancellationToken));
    }

    /// <summary>Gets the outputs of the last deployment.</summary>
    public Task<ImmutableDictionary<string, OutputValue>> GetOutputsAsync(CancellationToken cancellationToken = default)
        => Workspace.GetStackOutputsAsync(Name, cancellationToken);

    /// <summary>Gets the operations, the newest first.</summary>
    /// <param name="options">Options.</param>
    public async Task<ImmutableList<UpdateSummary>> GetHistoryAsync(
        HistoryOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<string> args = ["stack", "history", "--json"];
        if (options?.ShowSecrets ?? true)
            args.Add("--show-secrets");
        if (options?.PageSize is { } size)
            args.AddRange(["--page-size", Text(size), "--page", Text(Math.Max(1, options.Page ?? 1))]);
        var result = await Workspace.RunAsync([.. args, "--stack", Name], cancellation: cancellationToken);
        return string.IsNullOrWhiteSpace(result.StandardOutput)
            ? []
            : [.. Serializer.DeserializeJson<List<UpdateSummary>>(result.StandardOutput)];
    }

    /// <summary>Cancels the running operation. A backend of files only loses its lock: the operation goes on.</summary>
    public Task CancelAsync(CancellationToken cancellationToken = default)
        => Workspace.RunAsync(["cancel", "--stack", Name, "--yes"], cancellation: cancellationToken);

    /// <summary>Frees the workspace.</summary>
    public void Dispose() => Workspace.Dispose();

    private static string[] Mode(bool? previewOnly) => previewOnly is true ? ["--preview-only"] : ["--yes", "--skip-preview"];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<UpdateSummary> LastAsync(bool? showSecrets, CancellationToken cancellation)
        => (await GetHistoryAsync(new() { PageSize = 1, ShowSecrets = showSecrets }, cancellation)).FirstOrDefault()!;

    private Task<CommandResult> RunAsync(
        IEnumerable<string> verb, UpdateOptions? options, Action<EngineEvent>? onEvent, CancellationToken cancellation)
    {
        List<string> args = [.. verb];
        options?.AddTo(args);
        args.AddRange(["--exec-kind", Local, "--stack", Name]);
        return Workspace.RunAsync(args, options?.OnStandardOutput, options?.OnStandardError, onEvent, cancellation);
    }
}
