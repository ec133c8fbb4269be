namespace K8tre.Tests.RealHosts.Machines;

/// <summary>K3s processes of hosts at one time, to find restarts later.</summary>
internal sealed class K3sProcesses
{
    private readonly IReadOnlyList<(TestHost Host, string Process)> _before;

    private K3sProcesses(IReadOnlyList<(TestHost Host, string Process)> before) => _before = before;

    /// <summary>Reads the current processes.</summary>
    public static async Task<K3sProcesses> OfAsync(IEnumerable<TestHost> hosts) =>
        new(await Task.WhenAll(hosts.Select(async host => (host, await OfAsync(host)))));

    /// <summary>Returns the names of the hosts whose K3s process has changed, in the given order.</summary>
    public async Task<string[]> RestartedAsync()
    {
        var now = await Task.WhenAll(_before.Select(one => OfAsync(one.Host)));
        return [.. _before.Zip(now).Where(pair => pair.First.Process != pair.Second).Select(pair => pair.First.Host.Name)];
    }

    private static Task<string> OfAsync(TestHost host)
        => host.RunAsync("systemctl show --property=MainPID,ExecMainStartTimestampMonotonic k3s k3s-agent");
}
