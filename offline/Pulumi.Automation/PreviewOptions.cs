namespace Pulumi.Automation;

/// <summary>Options of a preview.</summary>
public sealed class PreviewOptions : UpdateOptions
{
    /// <summary>True: changes are an error.</summary>
    public bool? ExpectNoChanges { get; set; }

    /// <summary>True: the CLI prints differences in detail.</summary>
    public bool? Diff { get; set; }

    /// <summary>Path where the plan is saved.</summary>
    public string? Plan { get; set; }

    /// <summary>True: what depends on the targets is a target too.</summary>
    public bool? TargetDependents { get; set; }

    internal override void AddTo(List<string> args)
    {
        if (ExpectNoChanges is true)
            args.Add("--expect-no-changes");
        if (Diff is true)
            args.Add("--diff");
        if (Plan is not null)
            args.AddRange(["--save-plan", Plan]);
        if (TargetDependents is true)
            args.Add("--target-dependents");
        base.AddTo(args);
    }
}
