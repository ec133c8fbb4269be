using K8tre.Automation.Engine;
using K8tre.PlanModel;

namespace K8tre.Tests.Offline;

/// <summary>A program that was run over the wire, in this process.</summary>
/// <param name="ExitCode">Exit code that <c>RunAsync</c> returned.</param>
/// <param name="Errors">Errors of the program and of the engine.</param>
/// <param name="Said">Text that the program itself wrote to the standard error.</param>
/// <param name="Plan">Plan of the registered resources.</param>
internal sealed record EngineRun(int ExitCode, IReadOnlyCollection<string> Errors, string Said, Plan Plan)
{
    private const string Project = "house";
    private const string Stack = "dev";

    /// <summary>Runs a program against the recording engine.</summary>
    public static async Task<EngineRun> OfAsync(Func<IDictionary<string, object?>> program)
    {
        var recording = new Recording();
        await using var engine = await RecordingEngine.StartAsync(
            new EngineOptions { Project = Project, Stack = Stack }, recording, CancellationToken.None);
        var (exitCode, said) = await RunAsync(engine.Address, program);
        return new(exitCode, recording.Errors, said, recording.ToPlan(Project, Stack, "offline"));
    }

    /// <inheritdoc cref="OfAsync(Func{IDictionary{string, object?}})"/>
    public static Task<EngineRun> OfAsync(Action program) => OfAsync(() =>
    {
        program();
        return new Dictionary<string, object?>();
    });

    /// <summary>Runs a program against whatever is at an address.</summary>
    public static async Task<(int ExitCode, string Said)> RunAsync(string address, Func<IDictionary<string, object?>> program)
    {
        using var environment = ProcessEnvironment.Set(
            ("PULUMI_MONITOR", address),
            ("PULUMI_ENGINE", address),
            ("PULUMI_PROJECT", Project),
            ("PULUMI_STACK", Stack),
            ("PULUMI_DRY_RUN", "true"),
            ("PULUMI_QUERY_MODE", "false"),
            ("PULUMI_PARALLEL", "16"));
        var standardError = Console.Error;
        using var said = new StringWriter();
        Console.SetError(said);
        try
        {
            return (await Deployment.RunAsync(program), said.ToString());
        }
        finally
        {
            Console.SetError(standardError);
            Environment.ExitCode = 0; // a failed program sets it for the process, which is the tests' here
        }
    }
}
