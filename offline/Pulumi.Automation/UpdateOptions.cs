using Pulumi.Automation.Events;

namespace Pulumi.Automation;

/// <summary>Options of all operations on a stack.</summary>
public class UpdateOptions
{
    /// <summary>Number of operations at the same time. Default: the CLI's.</summary>
    public int? Parallel { get; set; }

    /// <summary>Message in the history.</summary>
    public string? Message { get; set; }

    /// <summary>URNs of the resources that the operation is limited to.</summary>
    public List<string>? Target { get; set; }

    /// <summary>Use of colours by the CLI: <c>always</c>, <c>never</c>, <c>raw</c> or <c>auto</c>.</summary>
    public string? Color { get; set; }

    /// <summary>Called for each line of standard output.</summary>
    public Action<string>? OnStandardOutput { get; set; }

    /// <summary>Called for each line of standard error.</summary>
    public Action<string>? OnStandardError { get; set; }

    /// <summary>Called for each event of the engine.</summary>
    public Action<EngineEvent>? OnEvent { get; set; }

    internal virtual void AddTo(List<string> args)
    {
        if (Parallel is { } parallel)
            args.AddRange(["--parallel", parallel.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        if (!string.IsNullOrWhiteSpace(Message))
            args.AddRange(["--message", Message]);
        foreach (var urn in Target ?? [])
            args.AddRange(["--target", urn]);
        if (!string.IsNullOrWhiteSpace(Color))
            args.AddRange(["--color", Color]);
    }
}
