using Pulumi.Automation.Commands;

namespace K8tre.Automation.Operations.Cli;

/// <summary>The Pulumi CLI ended with an exit code other than 0.</summary>
/// <param name="result">Exit code and output.</param>
internal sealed class PulumiFailure(CommandResult result) : Exception($"pulumi ended with exit code {result.Code}")
{
    /// <summary>Exit code and output.</summary>
    public CommandResult Result { get; } = result;
}
