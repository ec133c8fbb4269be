using K8tre.Automation.Engine;
using K8tre.Automation.Engine.Rpc;
using K8tre.Automation.Needs;
using K8tre.Automation.Programs;
using K8tre.Automation.Projects;
using K8tre.PlanModel;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Automation.Planning;

/// <summary>Runs the program of a project on a recording engine.</summary>
internal static class PlanRun
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Plans a stack.</summary>
    /// <exception cref="CommandException">The request is invalid, or the program failed, did not end or registered no stack.</exception>
    /// <exception cref="OperationCanceledException">The plan was interrupted. Its program has ended.</exception>
    public static async Task<Plan> ExecuteAsync(PlanRequest request, CancellationToken cancellation)
    {
        var project = Project.Read(request.ProjectDirectory);
        var config = StackConfig.Read(project, request.Stack);
        request.Since?.RequireStack(project.Name, request.Stack);
        var assembly = BuiltProgram.Find(project, request.Program);

        foreach (var path in config.Unencrypted)
            request.OnMissingSecret?.Invoke(MissingSecrets.NotEncrypted(path));

        // The program starts at the same time as the engine.
        await using var engine = Listen(request, project);
        using var program = RunningProgram.Start(
            assembly,
            project.ProgramDirectory,
            Variables(request, project, config, engine.Address));
        await engine.ServeAsync(cancellation);

        var exitCode = await WaitAsync(program, engine.Recording, request, cancellation);
        ThrowIfFailed(engine.Recording, program, exitCode);
        var plan = engine.ToPlan(ProductInfo.PulumiSdk);
        return plan with { Environments = EnvironmentNeeds.Of(plan) };
    }

    private static Dictionary<string, string?> Variables(PlanRequest request, Project project, StackConfig config, string engine)
    {
        var variables = ProgramEnvironment.Create(project, request.Stack, config, engine);
        variables[PlanMode.Variable] = request.AllowMissingSecrets ? "true" : null;
        return variables;
    }

    private static Action<string, string> MessageFilter(PlanRequest request) => (severity, text) =>
    {
        if (text.StartsWith(PlanMode.MissingSecret, StringComparison.Ordinal))
            request.OnMissingSecret?.Invoke(text[PlanMode.MissingSecret.Length..]);
        else
            request.OnMessage?.Invoke(severity, text);
    };

    private static RecordingEngine Listen(PlanRequest request, Project project)
    {
        var options = new EngineOptions
        {
            Project = project.Name,
            Stack = request.Stack,
            Port = request.Port,
            StackOutputs = request.StackOutputs,
            Since = request.Since,
            Provider = request.Provider,
        };
        try
        {
            return RecordingEngine.Listen(options, new() { OnMessage = MessageFilter(request) });
        }
        catch (PortTakenException error)
        {
            throw CommandException.WrongCall(
                $"--port is {error.Port}, which cannot be opened ({error.InnerException?.Message}); choose a free port, or omit --port");
        }
    }

    private static async Task<int> WaitAsync(
        RunningProgram program, Recording recording, PlanRequest request, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(request.Timeout);
        await using var progress = new Timer(
            _ => request.OnProgress?.Invoke(recording.ResourceCount), null, TimeSpan.Zero, ProgressInterval);
        try
        {
            return await program.WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw CommandException.Failed(
                $"the program did not end within {request.Timeout.TotalSeconds:0.##} s and was stopped; "
                + $"it had registered {recording.ResourceCount} resources. Allow more time with --timeout, in seconds");
        }
    }

    private static void ThrowIfFailed(Recording recording, RunningProgram program, int exitCode)
    {
        // The terminal sends Ctrl-C to the program too. The program can end before this process receives the signal.
        if (exitCode == ExitCode.Interrupted)
            throw new OperationCanceledException("the program was interrupted");

        if (exitCode != 0 || recording.Errors.Count > 0)
            throw CommandException.Failed(string.Join("\n\n", ProgramFailure.Describe(recording.Errors, program.ErrorOutput, exitCode)));

        if (recording.RootUrn.Length == 0)
            throw CommandException.Failed(
                "the program ended without registering a stack; its entry point has to return the result of Deployment.RunAsync");
    }
}
