namespace Pulumi.Automation.Commands;

/// <summary>Exit code and output of a run of the CLI.</summary>
public sealed class CommandResult
{
    /// <summary>Creates a result.</summary>
    /// <param name="code">Exit code.</param>
    /// <param name="standardOutput">Standard output.</param>
    /// <param name="standardError">Standard error.</param>
    public CommandResult(int code, string standardOutput, string standardError)
    {
        Code = code;
        StandardOutput = standardOutput;
        StandardError = standardError;
    }

    /// <summary>Exit code.</summary>
    public int Code { get; }

    /// <summary>Standard error.</summary>
    public string StandardError { get; }

    /// <summary>Standard output.</summary>
    public string StandardOutput { get; }

    /// <inheritdoc />
    public override string ToString()
        => $"code: {Code}{Environment.NewLine}stdout: {StandardOutput}{Environment.NewLine}stderr: {StandardError}{Environment.NewLine}";
}
