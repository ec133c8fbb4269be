using System.Globalization;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>Search for secrets in the command lines and environments of a host's processes.</summary>
internal sealed class LeakWatch
{
    private readonly TestHost _host;

    private LeakWatch(TestHost host) => _host = host;

    /// <summary>Starts the search.</summary>
    public static async Task<LeakWatch> StartAsync(TestHost host, IEnumerable<string> texts)
    {
        File.Copy(
            Path.Combine(Repository.Root, "tests/RealHosts/leak-watch.py"), Path.Combine(host.Root, "root/leak-watch.py"), overwrite: true);
        await File.WriteAllLinesAsync(Path.Combine(host.Root, "root/texts"), texts);
        await host.RunAsync("systemd-run --quiet --unit leak-watch python3 /root/leak-watch.py /root/texts /root/found");
        await host.UntilAsync("[ ! -e /root/texts ]");
        return new(host);
    }

    /// <summary>Ends the search and returns the findings, in the form <c>text in program</c>.</summary>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await _host.RunAsync("systemctl stop leak-watch");
        var found = (await _host.RunAsync("cat /root/found")).Split('\n');
        Assert.True(int.Parse(found[^1].Split(' ')[0], CultureInfo.InvariantCulture) > 100, $"the watch was too slow: {found[^1]}");
        return found[..^1];
    }
}
