namespace K8tre.Automation.Commands;

/// <summary>What the tests on real hosts (tests/RealHosts) need of the machine they run on.</summary>
internal static class RealHostsRequirements
{
    /// <summary>Environment variable that makes a missing requirement fail the tests, instead of skipping them, when it is <see cref="Required"/>.</summary>
    public const string Variable = "K8TRE_REAL_HOSTS";

    /// <summary>The value of <see cref="Variable"/> that does so.</summary>
    public const string Required = "required";

    private static readonly (string Program, string Package)[] Programs =
    [
        ("ssh", "openssh-client"), ("mmdebstrap", "mmdebstrap"), ("systemd-nspawn", "systemd-container"), ("ip", "iproute2"),
        ("nft", "nftables"), ("openssl", "openssl"), ("pgrep", "procps"),
    ];

    /// <summary>The Debian packages that are missing.</summary>
    public static IReadOnlyList<string> MissingPackages => [.. Programs.Where(entry => !IsInstalled(entry.Program)).Select(entry => entry.Package)];

    /// <summary>What is missing, in words; null when hosts can be made.</summary>
    public static string? Missing
        => !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "needs root on Debian or Ubuntu: run `sudo ./k8tre test --real-hosts`"
        : MissingPackages is { Count: > 0 } missing ? $"needs {string.Join(", ", missing)}: run `sudo ./k8tre test --real-hosts`, which installs them"
        : null;

    /// <summary>Why such a test can't run here; null when it can, or has to.</summary>
    public static string? ReasonToSkip => Environment.GetEnvironmentVariable(Variable) == Required ? null : Missing;

    // An operator's PATH need not hold the folders of root's programs.
    private static bool IsInstalled(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin"])
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
