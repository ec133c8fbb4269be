using K8tre.Components.OnPrem.Ssh;

namespace K8tre.Automation.Hosts;

/// <summary>The state of a host.</summary>
/// <param name="Host">The host.</param>
/// <param name="Facts">Values by name, such as <c>unit</c>, <c>version</c> and <c>snapshot</c>. Empty if the host did not respond.</param>
/// <param name="Drift">Differences from the last configuration.</param>
/// <param name="Certificates">A line for each certificate, with its expiry date.</param>
/// <param name="Failure">Reason why the state is unknown. Null if the host responded.</param>
internal sealed record HostStatus(
    PlatformHost Host,
    IReadOnlyDictionary<string, string> Facts,
    IReadOnlyList<string> Drift,
    IReadOnlyList<string> Certificates,
    string? Failure)
{
    // The SSH server of a bastion refuses some sign-ins when ten are not complete: sshd_config(5), MaxStartups.
    private const int MaximumConnections = 10;

    private static readonly string[] RepeatedNames = ["drift", "certificate", "node"];

    /// <summary>Reads the state of all hosts over SSH, a limited number of them concurrently.</summary>
    /// <param name="hosts">The hosts.</param>
    /// <param name="identity">File of the private key. Default: the keys of the SSH agent and of the user.</param>
    /// <param name="sudoPassword">Password for sudo, for hosts that ask for one.</param>
    /// <param name="cancellation">Ends all connections.</param>
    public static async Task<IReadOnlyList<HostStatus>> ReadAllAsync(
        IReadOnlyList<PlatformHost> hosts, string? identity, string? sudoPassword, CancellationToken cancellation)
    {
        var statuses = new HostStatus[hosts.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaximumConnections, CancellationToken = cancellation };
        await Parallel.ForAsync(0, hosts.Count, options, async (index, stop) =>
        {
            var host = hosts[index];
            using var ssh = new SshClient(host, identity);
            var run = await ssh.RunAsync(StatusScript.Command(host), StatusScript.Input(host, sudoPassword), stop);
            statuses[index] = Parse(host, run.ExitCode, run.StandardOutput, run.StandardError);
        });
        return statuses;
    }

    /// <summary>Parses the <c>name=value</c> lines of the status script.</summary>
    /// <param name="host">The host.</param>
    /// <param name="exitCode">Exit code of the script or of the SSH client.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="errors">Standard error.</param>
    public static HostStatus Parse(PlatformHost host, int exitCode, string output, string errors)
    {
        if (exitCode != 0)
        {
            var failure = errors.Trim() is { Length: > 0 } reason ? reason : $"ended with exit code {exitCode}";
            return new(host, new Dictionary<string, string>(), [], [], failure);
        }

        if (RemoteScript.Result(output) is not { } result)
        {
            const string failure = "a start file of the account, or a command forced on its key, ended the session";
            return new(host, new Dictionary<string, string>(), [], [], failure);
        }

        var lines = result.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1]);
        var facts = lines.Where(group => !RepeatedNames.Contains(group.Key)).ToDictionary(group => group.Key, group => group.First());
        return new(host, facts, [.. lines["drift"]], [.. lines["certificate"]], null);
    }
}
