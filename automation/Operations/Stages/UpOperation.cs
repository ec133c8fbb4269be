using K8tre.Automation.Operations.Cli;
using K8tre.Automation.Operations.PlanFiles;
using K8tre.Automation.Operations.Steps;
using Pulumi.Automation;

namespace K8tre.Automation.Operations.Stages;

/// <summary>Deploys a stack: what a plan file or an answer approved, and nothing else.</summary>
internal sealed class UpOperation(StackSession session, OperationOptions options, OperationDisplay display, Interruption interruption)
    : PreviewOperation(session, options, display, interruption)
{
    /// <inheritdoc />
    public override IReadOnlyList<Stage> Stages => AllStages;

    // The CLI limits a deployment to a plan. With --yes, nobody saw the plan, and the deployment is not limited.
    private bool IsLimitedToPlan => !Options.IsApproved || Options.PlanFile is not null;

    /// <inheritdoc />
    protected override Task<string> PlanAsync()
    {
        // Read before the preview: a wrong file costs no time.
        if (Options.PlanFile is { } path)
            _ = PlanFile.Read(path, Session.Identity.Project.Name, Options.Stack);
        return base.PlanAsync();
    }

    /// <inheritdoc />
    protected override Task<string> ApproveAsync()
    {
        if (Options.PlanFile is not { } path)
            return base.ApproveAsync();
        var approved = PlanFile.Read(path, Session.Identity.Project.Name, Options.Stack);
        var differences = approved.Differences(Plan!);
        return differences.Count == 0
            ? Task.FromResult($"by plan {Plan!.Hash[..12]}")
            : throw new CommandException(
                $"--plan is '{path}', and something else would be done now:{Environment.NewLine}"
                + string.Join(Environment.NewLine, differences.Select(difference => $"  {difference}"))
                + $"{Environment.NewLine}Nothing was changed. Preview again with `{ProductInfo.Name} preview {Options.Stack} --out`, "
                + "and have the new plan approved",
                ExitCode.Refused);
    }

    /// <inheritdoc />
    protected override async Task<string> ApplyAsync()
    {
        var request = WithShared(
            new UpOptions
            {
                Plan = IsLimitedToPlan && Planned.Changes.Count > 0 ? EnginePlanPath : null,
                Message = $"{ProductInfo.Name} up: plan {Plan!.Hash[..12]}, check {NotJudged}, approved {ApprovedBy}",
                ShowSecrets = false,
            },
            Applied);
        var result = await Session.RunAsync(token => Session.Stack.UpAsync(request, token), Applied, Interruption);
        Entry = result.Summary;
        return Applied.Summary(isPlan: false);
    }
}
