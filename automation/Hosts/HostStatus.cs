namespace K8tre.Automation.Hosts;

/// <summary>What a host said of itself, or why it said nothing.</summary>
/// <param name="Host">The host.</param>
/// <param name="Facts">What it is, by name: <c>unit</c>, <c>version</c>, <c>snapshot</c>, ... Empty when it was not reached.</param>
/// <param name="Drift">How it differs from what was last set on it.</param>
/// <param name="Certificates">Its certificates, a line each, with the day they expire.</param>
/// <param name="Failure">Why nothing is known; null when something is.</param>
internal sealed record HostStatus(
    PlatformHost Host, IReadOnlyDictionary<string, string> Facts, IReadOnlyList<string> Drift, IReadOnlyList<string> Certificates, string? Failure)
{
    /// <summary>Asks all hosts at the same time, a bounded number at once.</summary>
    public static async Task<IReadOnlyList<HostStatus>> OfAsync(
        IReadOnlyList<PlatformHost> hosts, string? identity, string? sudoPassword, CancellationToken cancellation)
    {
        var answers = new HostStatus[hosts.Count];
        await Parallel.ForAsync(0, hosts.Count, new ParallelOptions { MaxDegreeOfParallelism = 20, CancellationToken = cancellation }, async (index, stop) =>
        {
            using var ssh = new SshClient(hosts[index], identity);
            var (exitCode, output, errors) = await ssh.RunAsync(StatusScript.Command(hosts[index]), StatusScript.Input(hosts[index], sudoPassword), stop);
            answers[index] = Read(hosts[index], exitCode, output, errors);
        });
        return answers;
    }

    /// <summary>Reads the <c>name=value</c> lines of the script.</summary>
    public static HostStatus Read(PlatformHost host, int exitCode, string output, string errors)
    {
        if (exitCode != 0)
            return new(host, new Dictionary<string, string>(), [], [], errors.Trim() is { Length: > 0 } reason ? reason : $"ended with exit code {exitCode}");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).ToLookup(pair => pair[0], pair => pair[1]);
        return new(
            host,
            lines.Where(group => group.Key is not ("drift" or "certificate" or "node")).ToDictionary(group => group.Key, group => group.First()),
            [.. lines["drift"]],
            [.. lines["certificate"]],
            null);
    }
}
