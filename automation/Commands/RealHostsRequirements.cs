namespace K8tre.Automation.Commands;

/// <summary>Requirements of the tests on real hosts (tests/RealHosts).</summary>
internal static class RealHostsRequirements
{
    /// <summary>Environment variable. <see cref="Required"/>: a missing requirement fails the tests instead of skipping them.</summary>
    public const string Variable = "K8TRE_REAL_HOSTS";

    /// <summary>Value of <see cref="Variable"/>.</summary>
    public const string Required = "required";

    private const string Call = "run `sudo ./k8tre test --real-hosts`";

    private static readonly (string Program, string Package)[] Programs =
    [
        ("ssh", "openssh-client"), ("mmdebstrap", "mmdebstrap"), ("systemd-nspawn", "systemd-container"), ("ip", "iproute2"),
        ("nft", "nftables"), ("openssl", "openssl"), ("pgrep", "procps"),
    ];

    /// <summary>The Debian packages that are not installed.</summary>
    public static IReadOnlyList<string> MissingPackages
        => [.. Programs.Where(entry => !IsInstalled(entry.Program)).Select(entry => entry.Package)];

    /// <summary>The missing requirements. Null if the tests can run.</summary>
    public static string? Missing
        => !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? $"needs root on Debian or Ubuntu: {Call}"
        : MissingPackages is { Count: > 0 } missing ? $"needs {string.Join(", ", missing)}: {Call}, which installs them"
        : null;

    /// <summary>Reason to skip the tests. Null if they can run, or must not be skipped.</summary>
    public static string? ReasonToSkip => Environment.GetEnvironmentVariable(Variable) == Required ? null : Missing;

    // The PATH of an operator can lack the folders of administration programs.
    private static bool IsInstalled(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin"])
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
