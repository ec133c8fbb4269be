using K8tre.Automation.Engine;
using K8tre.Automation.Engine.Rpc;
using K8tre.Automation.Programs;
using K8tre.Automation.Projects;

namespace K8tre.Automation.Plans;

/// <summary>Runs a project's program against a recording engine.</summary>
internal static class PlanRun
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Plans a stack.</summary>
    /// <exception cref="CommandException">The request is wrong, or the program failed, hung or registered nothing.</exception>
    /// <exception cref="OperationCanceledException">The plan was interrupted; its program is ended.</exception>
    public static async Task<Plan> ExecuteAsync(PlanRequest request, CancellationToken cancellation)
    {
        var project = Project.Read(request.ProjectDirectory);
        var config = StackConfig.Read(project, request.Stack);
        var assembly = BuiltProgram.Find(project, request.Program);

        // The program starts while the engine does.
        await using var engine = Listen(request, project);
        using var program = RunningProgram.Start(
            assembly,
            project.ProgramDirectory,
            variables => ProgramEnvironment.Prepare(variables, project, request.Stack, config, engine.Address));
        await engine.ServeAsync(cancellation);

        var exitCode = await EndAsync(program, engine.Recording, request, cancellation);
        ThrowIfFailed(engine.Recording, program, exitCode);
        return engine.Recording.ToPlan(project.Name, request.Stack, BuildFacts.PulumiSdk);
    }

    private static RecordingEngine Listen(PlanRequest request, Project project)
    {
        var options = new EngineOptions
        {
            Project = project.Name,
            Stack = request.Stack,
            Port = request.Port,
            StackOutputs = request.StackOutputs,
            Resources = request.Resources,
        };
        try
        {
            return RecordingEngine.Listen(options, new() { OnMessage = request.OnMessage });
        }
        catch (PortTakenException error)
        {
            throw CommandException.WrongCall(
                $"--port is {error.Port}, which can't be taken ({error.InnerException?.Message}); name a free port, or leave --port out");
        }
    }

    private static async Task<int> EndAsync(
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
        // A Ctrl-C reaches the program too, and may end it before this process hears of it.
        if (exitCode == ExitCode.Interrupted)
            throw new OperationCanceledException("the program was interrupted");

        if (exitCode != 0 || recording.Errors.Count > 0)
            throw CommandException.Failed(string.Join("\n\n", ProgramFailure.Describe(recording.Errors, program.ErrorOutput, exitCode)));

        if (recording.RootUrn.Length == 0)
            throw CommandException.Failed(
                "the program ended without registering a stack; its entry point has to return the result of Deployment.RunAsync");
    }
}
