namespace K8tre.Automation;

/// <summary>The exit codes of the command; a part of its contract with scripts.</summary>
internal static class ExitCode
{
    /// <summary>It worked.</summary>
    public const int Ok = 0;

    /// <summary>The plan or the tests failed.</summary>
    public const int Failed = 1;

    /// <summary>The call is wrong, and nothing was run: an unknown stack, a bad option, a missing or malformed file.</summary>
    public const int WrongCall = 2;

    /// <summary>Everything was asked, and something differs from what was set.</summary>
    public const int Drift = 3;

    /// <summary>Interrupted by Ctrl-C or a termination signal: 128 and the number of the signal, as shells do.</summary>
    public const int Interrupted = 130;
}
