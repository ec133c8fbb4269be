namespace K8tre.Automation;

/// <summary>Exit codes of the command. Scripts depend on them.</summary>
internal static class ExitCode
{
    /// <summary>The command succeeded.</summary>
    public const int Ok = 0;

    /// <summary>The plan or the tests failed.</summary>
    public const int Failed = 1;

    /// <summary>The call is invalid and nothing was run: an unknown stack, an invalid option, a missing or malformed file.</summary>
    public const int WrongCall = 2;

    /// <summary>
    /// All hosts responded, and one of them differs from its configuration. Or a plan has changes, and none were expected. Or resources
    /// differ from the state. Or the support of a pinned version ends soon.
    /// </summary>
    public const int Drift = 3;

    /// <summary>
    /// The operation was refused and nothing was changed: it was not approved, resources are protected, a plan file does not fit, or a lock
    /// cannot be removed safely.
    /// </summary>
    public const int Refused = 4;

    /// <summary>Another run holds the lock of the stack.</summary>
    public const int Locked = 5;

    /// <summary>Ctrl-C or a termination signal ended the command: 128 plus the number of the signal, as in shells.</summary>
    public const int Interrupted = 130;
}
