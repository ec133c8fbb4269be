using K8tre.Automation.Operations.Cli;
using K8tre.Automation.Operations.PlanFiles;
using K8tre.Automation.Operations.Steps;
using Pulumi.Automation;

namespace K8tre.Automation.Operations.Stages;

/// <summary>Shows what a deployment would do.</summary>
internal class PreviewOperation(StackSession session, OperationOptions options, OperationDisplay display, Interruption interruption)
    : Operation(session, options, display, interruption), IDisposable
{
    // The engine's own plan can contain secrets. Only the user can read the folder, and it is removed at the end.
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("k8tre-plan-");

    /// <summary>The plan for a file. Null before the stage <c>plan</c>.</summary>
    public PlanFile? Plan { get; private set; }

    /// <inheritdoc />
    public override IReadOnlyList<Stage> Stages => AllStages.Take(2).ToList();

    /// <summary>The stages of a deployment.</summary>
    protected IReadOnlyList<Stage> AllStages => base.Stages;

    /// <summary>Path of the plan that the engine saves.</summary>
    protected string EnginePlanPath => Path.Combine(_folder.FullName, "plan.json");

    /// <inheritdoc />
    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override async Task<string> PlanAsync()
    {
        var program = ProgramHash.OfProgram(Session.Identity.Project, Options.Program);
        var request = WithShared(new PreviewOptions { Plan = EnginePlanPath }, Planned);
        await Session.RunAsync(token => Session.Stack.PreviewAsync(request, token), Planned, Interruption);
        Plan = PlanFile.Create(Session, program, NotJudged, Options.Targets, Planned);
        return Planned.Summary(isPlan: true);
    }

    /// <inheritdoc />
    protected override Task<string> ApplyAsync() => throw new NotSupportedException("a preview changes nothing");
}
