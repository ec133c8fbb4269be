namespace K8tre.Tests.RealHosts.Machines;

/// <summary>Which process runs K3s on each of some hosts: tells, later, who was restarted.</summary>
internal sealed class K3sProcesses
{
    private readonly IReadOnlyList<(TestHost Host, string Process)> _before;

    private K3sProcesses(IReadOnlyList<(TestHost Host, string Process)> before) => _before = before;

    /// <summary>Looks at the hosts as they are now.</summary>
    public static async Task<K3sProcesses> OfAsync(IEnumerable<TestHost> hosts) => new(await Task.WhenAll(hosts.Select(async host => (host, await OfAsync(host)))));

    /// <summary>Names of the hosts on which K3s is not the process that it was, in the order in which they were given.</summary>
    public async Task<string[]> RestartedAsync()
    {
        var now = await Task.WhenAll(_before.Select(one => OfAsync(one.Host)));
        return [.. _before.Zip(now).Where(pair => pair.First.Process != pair.Second).Select(pair => pair.First.Host.Name)];
    }

    private static Task<string> OfAsync(TestHost host)
        => host.RunAsync("systemctl show --property=MainPID,ExecMainStartTimestampMonotonic k3s k3s-agent");
}
