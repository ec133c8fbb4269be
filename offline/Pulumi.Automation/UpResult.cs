using System.Collections.Immutable;

namespace Pulumi.Automation;

/// <summary>Result of a deployment.</summary>
public sealed class UpResult : UpdateResult
{
    internal UpResult(string standardOutput, string standardError, UpdateSummary summary, IImmutableDictionary<string, OutputValue> outputs)
        : base(standardOutput, standardError, summary)
        => Outputs = outputs;

    /// <summary>Outputs of the stack.</summary>
    public IImmutableDictionary<string, OutputValue> Outputs { get; }
}
