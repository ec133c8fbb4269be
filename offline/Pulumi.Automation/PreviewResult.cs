using System.Collections.Immutable;

namespace Pulumi.Automation;

/// <summary>Result of a preview.</summary>
public class PreviewResult
{
    internal PreviewResult(string standardOutput, string standardError, IImmutableDictionary<OperationType, int> changeSummary)
    {
        StandardOutput = standardOutput;
        StandardError = standardError;
        ChangeSummary = changeSummary;
    }

    /// <summary>Standard output of the CLI.</summary>
    public string StandardOutput { get; }

    /// <summary>Standard error of the CLI.</summary>
    public string StandardError { get; }

    /// <summary>Number of steps by operation.</summary>
    public IImmutableDictionary<OperationType, int> ChangeSummary { get; }
}
