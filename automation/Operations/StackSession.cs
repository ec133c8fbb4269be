using System.Text.Json;
using System.Text.Json.Nodes;
using K8tre.Automation.Operations.Cli;
using K8tre.Automation.Operations.State;
using K8tre.Automation.Operations.Steps;
using K8tre.Automation.Projects;
using Pulumi.Automation;
using Pulumi.Automation.Commands;

namespace K8tre.Automation.Operations;

/// <summary>A stack that is open for operations: the CLI is there and new enough, and the backend has the stack.</summary>
internal sealed class StackSession : IDisposable
{
    private static readonly Dictionary<string, string?> NoVariables = [];

    private readonly PulumiProcess _command;

    private StackSession(StackIdentity identity, PulumiCli cli, PulumiProcess command, WorkspaceStack stack)
    {
        Identity = identity;
        Cli = cli;
        _command = command;
        Stack = stack;
    }

    /// <summary>The stack, and where its state is.</summary>
    public StackIdentity Identity { get; }

    /// <summary>The Pulumi CLI.</summary>
    public PulumiCli Cli { get; }

    /// <summary>The operations of the official Automation API.</summary>
    public WorkspaceStack Stack { get; }

    /// <summary>Opens a stack.</summary>
    /// <exception cref="CommandException">The stack, the CLI or the login is missing.</exception>
    public static async Task<StackSession> OpenAsync(string stackName, Interruption interruption)
    {
        var project = Project.Read(Project.FindDirectory());
        StackConfig.RequireStack(project, stackName);
        var identity = new StackIdentity(project, stackName);
        var cli = await PulumiCli.FindAsync(interruption.Requested);
        var command = new PulumiProcess(cli, interruption);
        try
        {
            var options = new LocalWorkspaceOptions
            {
                WorkDir = project.Directory,
                PulumiCommand = command,
                EnvironmentVariables = new Dictionary<string, string?>(),
            };
            var workspace = await LocalWorkspace.CreateAsync(options, interruption.Requested);
            return new(identity, cli, command, await WorkspaceStack.SelectAsync(stackName, workspace, interruption.Requested));
        }
        catch (PulumiFailure failure)
        {
            throw await FailureCause.ExplainAsync(failure, identity, report: null, StackIdentity.BackendFolder);
        }
    }

    /// <summary>Runs a call of the API, and explains its failure.</summary>
    /// <param name="call">The call.</param>
    /// <param name="report">Events of the run. Null if it has none.</param>
    /// <param name="interruption">Signals.</param>
    /// <exception cref="CommandException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The call was interrupted, and the CLI has ended.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, OperationReport? report, Interruption interruption)
    {
        try
        {
            // An interruption sends signals to the CLI. A cancellation would not wait for its end.
            return await call(CancellationToken.None);
        }
        catch (PulumiFailure failure)
        {
            if (interruption.Requested.IsCancellationRequested)
                throw new OperationCanceledException("the operation was interrupted", failure);
            var folder = StackIdentity.BackendFolder ?? StackIdentity.FolderOf(await FindBackendUrlAsync(CancellationToken.None));
            throw await FailureCause.ExplainAsync(failure, Identity, report, folder);
        }
    }

    /// <summary>Reads the URL of the backend.</summary>
    /// <exception cref="CommandException">The CLI does not know it.</exception>
    public async Task<string> ReadBackendUrlAsync(Interruption interruption)
    {
        return await FindBackendUrlAsync(interruption.Requested)
            ?? throw CommandException.Failed("`pulumi whoami --json` printed no URL of the backend; run `pulumi login` again");
    }

    /// <summary>Reads the state. Secrets stay encrypted.</summary>
    public async Task<StackState> ReadStateAsync(Interruption interruption)
        => StackState.Parse((await RunAsync(["stack", "export"], interruption)).StandardOutput);

    /// <summary>Runs a command of the CLI on the stack.</summary>
    public Task<CommandResult> RunAsync(IReadOnlyList<string> args, Interruption interruption) => RunAsync(
        token => _command.RunAsync(
            [.. args, "--stack", Identity.Name, "--non-interactive"],
            Identity.Project.Directory,
            NoVariables,
            cancellationToken: token),
        report: null,
        interruption);

    /// <inheritdoc />
    public void Dispose() => Stack.Dispose();

    private async Task<string?> FindBackendUrlAsync(CancellationToken cancellation)
    {
        try
        {
            var result = await _command.RunAsync(
                ["whoami", "--json", "--non-interactive"], Identity.Project.Directory, NoVariables, cancellationToken: cancellation);
            return (string?)JsonNode.Parse(result.StandardOutput)?["url"];
        }
        catch (Exception error) when (error is PulumiFailure or JsonException)
        {
            return null;
        }
    }
}
