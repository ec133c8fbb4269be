namespace K8tre.Automation.Hosts;

/// <summary>Answer of a host to a command.</summary>
/// <param name="ExitCode">Exit code of the command or of the SSH client.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error, or the reason why the answer was not read to its end.</param>
internal sealed record SshAnswer(int ExitCode, string Output, string Errors);
