namespace Pulumi.Automation;

/// <summary>Options of a deletion of all resources.</summary>
public sealed class DestroyOptions : UpdateOptions
{
    /// <summary>True: what would be deleted is shown, and nothing is.</summary>
    public bool? PreviewOnly { get; set; }

    /// <summary>True: what depends on the targets is a target too.</summary>
    public bool? TargetDependents { get; set; }

    /// <summary>False: the result contains no secrets of the configuration.</summary>
    public bool? ShowSecrets { get; set; }

    internal override void AddTo(List<string> args)
    {
        if (TargetDependents is true)
            args.Add("--target-dependents");
        base.AddTo(args);
    }
}
