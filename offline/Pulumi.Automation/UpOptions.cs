namespace Pulumi.Automation;

/// <summary>Options of a deployment.</summary>
public sealed class UpOptions : UpdateOptions
{
    /// <summary>True: changes are an error.</summary>
    public bool? ExpectNoChanges { get; set; }

    /// <summary>True: the CLI prints differences in detail.</summary>
    public bool? Diff { get; set; }

    /// <summary>Path of a plan that a preview saved. The deployment is limited to it.</summary>
    public string? Plan { get; set; }

    /// <summary>True: what depends on the targets is a target too.</summary>
    public bool? TargetDependents { get; set; }

    /// <summary>False: the result contains no secrets of the configuration.</summary>
    public bool? ShowSecrets { get; set; }

    internal override void AddTo(List<string> args)
    {
        if (ExpectNoChanges is true)
            args.Add("--expect-no-changes");
        if (Diff is true)
            args.Add("--diff");
        if (Plan is not null)
            args.AddRange(["--plan", Plan]);
        if (TargetDependents is true)
            args.Add("--target-dependents");
        base.AddTo(args);
    }
}
