namespace Pulumi.Automation;

/// <summary>Options of a refresh.</summary>
public sealed class RefreshOptions : UpdateOptions
{
    /// <summary>True: changes are an error.</summary>
    public bool? ExpectNoChanges { get; set; }

    /// <summary>True: the state is compared and not changed.</summary>
    public bool? PreviewOnly { get; set; }

    /// <summary>True: creations that were interrupted are removed from the state.</summary>
    public bool? ClearPendingCreates { get; set; }

    /// <summary>False: the result contains no secrets of the configuration.</summary>
    public bool? ShowSecrets { get; set; }

    internal override void AddTo(List<string> args)
    {
        if (ExpectNoChanges is true)
            args.Add("--expect-no-changes");
        if (ClearPendingCreates is true)
            args.Add("--clear-pending-creates");
        base.AddTo(args);
    }
}
