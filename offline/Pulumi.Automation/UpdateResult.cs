namespace Pulumi.Automation;

/// <summary>Result of an operation.</summary>
public class UpdateResult
{
    internal UpdateResult(string standardOutput, string standardError, UpdateSummary summary)
    {
        StandardOutput = standardOutput;
        StandardError = standardError;
        Summary = summary;
    }

    /// <summary>Standard output of the CLI.</summary>
    public string StandardOutput { get; }

    /// <summary>Standard error of the CLI.</summary>
    public string StandardError { get; }

    /// <summary>The operation's entry in the history.</summary>
    public UpdateSummary Summary { get; }
}
