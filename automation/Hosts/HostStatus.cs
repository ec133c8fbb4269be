using System.Text.RegularExpressions;
using K8tre.Components.OnPrem.Ssh;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Automation.Hosts;

/// <summary>The state of a host.</summary>
/// <param name="Host">The host.</param>
/// <param name="Facts">Values by name, such as <c>unit</c>, <c>version</c> and <c>snapshot</c>. Empty if the host did not respond.</param>
/// <param name="Drift">Differences from the last configuration.</param>
/// <param name="Certificates">A line for each certificate, with its expiry date.</param>
/// <param name="Failure">Reason why the state is unknown. Null if the host responded.</param>
internal sealed partial record HostStatus(
    PlatformHost Host,
    IReadOnlyDictionary<string, string> Facts,
    IReadOnlyList<string> Drift,
    IReadOnlyList<string> Certificates,
    string? Failure)
{
    // The SSH server of a bastion refuses some sign-ins when ten are not complete: sshd_config(5), MaxStartups.
    private const int MaximumConnections = 10;

    // More lines of a kind, or longer values, are no answer of the script.
    private const int MostLines = 200, LongestValue = 500, LongestFailure = 2000;

    private static readonly string[] RepeatedNames = ["drift", "certificate", "node"];

    // What the script prints of each host. A host that says nothing is not as it was set.
    private static readonly string[] RequiredNames = ["unit", "version"];

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
            statuses[index] = Parse(host, run.ExitCode, run.Output, run.Errors);
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
            return Failed(host, errors.Trim() is { Length: > 0 } reason ? reason : $"ended with exit code {exitCode}");
        }

        if (RemoteScript.Result(output) is not { } result)
        {
            return Failed(host, "a start file of the account, or a command forced on its key, ended the session");
        }

        var lines = result.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2 && FactName().IsMatch(pair[0]))
            .ToLookup(pair => pair[0], pair => EchoedText.Short(EchoedText.Printable(pair[1]), LongestValue));
        if (RequiredNames.FirstOrDefault(name => !lines.Contains(name)) is { } missing)
            return Failed(host, $"its answer lacks the value '{missing}'; compare the host with another one before you trust it");
        var facts = lines.Where(group => !RepeatedNames.Contains(group.Key)).ToDictionary(group => group.Key, group => group.First());
        return new(host, facts, [.. lines["drift"].Take(MostLines)], [.. lines["certificate"].Take(MostLines)], null);
    }

    private static HostStatus Failed(PlatformHost host, string failure) => new(
        host,
        new Dictionary<string, string>(),
        [],
        [],
        EchoedText.Short(EchoedText.PrintableLines(failure), LongestFailure));

    [GeneratedRegex(@"\A[a-z][A-Za-z-]{0,30}\z")]
    private static partial Regex FactName();
}
