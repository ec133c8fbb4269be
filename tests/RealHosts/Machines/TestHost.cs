using System.Globalization;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>A host of a lab.</summary>
/// <param name="Lab">The lab's folder.</param>
/// <param name="Name">Its host name.</param>
/// <param name="Address">Its IPv4 address.</param>
/// <param name="HostKey">The public key of its SSH server, <c>algorithm base64</c>, as it was when the host started.</param>
internal sealed record TestHost(string Lab, string Name, string Address, string HostKey)
{
    /// <summary>The host's file system, seen from outside; empty mount points stand for what is mounted inside.</summary>
    public string Root => Path.Combine(Lab, "hosts", Name, "root");

    /// <summary>Runs a command as root, not over SSH, and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public Task<string> RunAsync(string command) => RealHosts.Machines.Lab.RunAsync("exec", Lab, Name, "bash", "-c", command);

    /// <summary>Whether a command succeeds there as root.</summary>
    public async Task<bool> SucceedsAsync(string command)
        => (await RealHosts.Machines.Lab.TryAsync("exec", Lab, Name, "bash", "-c", command)).Status == 0;

    /// <summary>Waits until a command succeeds, at most the given time. Default: 10 seconds.</summary>
    /// <exception cref="TimeoutException">It never did.</exception>
    public async Task UntilAsync(string command, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(10));
        while (!await SucceedsAsync(command))
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"on {Name} this did not come true: {command}");
            await Task.Delay(100);
        }
    }

    /// <summary>
    /// What lies on its root disk, one line a file: path, kind, permissions, owner, size, time, target. Without what a host changes by
    /// itself or by a mere sign-in.
    /// </summary>
    public async Task<IReadOnlyList<string>> FilesAsync()
        => (await RunAsync("find / -xdev \\( -path /run -o -path /dev -o -path /var/log -o -path /var/lib/systemd -o -path /var/lib/sudo \\) -prune -o -printf '%p %y %m %u %s %T@ %l\n'")).Split('\n');

    /// <summary>How often a unit was started since the host booted.</summary>
    public async Task<int> StartsOfAsync(string unit)
        => int.Parse(await RunAsync($"journalctl --boot --unit {unit} --output cat | grep -c '^Starting '"), CultureInfo.InvariantCulture);

    /// <summary>In what it differs from what was last set on it, as <c>k8tre hosts</c> asks.</summary>
    public async Task<IReadOnlyList<string>> DriftAsync()
    {
        var scripts = Path.Combine(Root, "root/scripts");
        Directory.CreateDirectory(scripts);
        foreach (var script in Directory.EnumerateFiles(Path.Combine(Repository.Root, "components/OnPrem/Scripts")))
            File.Copy(script, Path.Combine(scripts, Path.GetFileName(script)), overwrite: true);
        var status = await RunAsync("echo | bash /root/scripts/node-status.sh apply");
        return [.. status.Split('\n').Where(line => line.StartsWith("drift=", StringComparison.Ordinal)).Select(line => line["drift=".Length..])];
    }

    /// <summary>Restarts it, and waits until it answers on SSH.</summary>
    public Task RebootAsync() => VerbAsync("reboot");

    /// <summary>Shuts it down.</summary>
    public Task StopAsync() => VerbAsync("stop");

    /// <summary>Ends it without a shutdown.</summary>
    public Task CrashAsync() => VerbAsync("crash");

    /// <summary>Boots it again after it was stopped or crashed.</summary>
    public Task StartAsync() => VerbAsync("start");

    /// <summary>Unplugs its network cable: nothing comes in or goes out, and nobody is told.</summary>
    public Task CutAsync() => VerbAsync("cut");

    /// <summary>Plugs the cable in again.</summary>
    public Task MendAsync() => VerbAsync("mend");

    /// <summary>Ends the SSH sessions on it; their commands go on without anybody to talk to.</summary>
    public Task HangUpAsync() => VerbAsync("hang-up");

    /// <summary>Takes away its way out, to the artefact server and beyond; hosts of the lab still reach one another.</summary>
    public Task CutUplinkAsync() => VerbAsync("uplink", "off");

    /// <summary>Gives the way out back.</summary>
    public Task MendUplinkAsync() => VerbAsync("uplink", "on");

    /// <summary>Mounts a file system of a size (<c>1M</c>) over a folder, until the next boot.</summary>
    public async Task LimitAsync(string folder, string size)
    {
        await RunAsync($"mkdir -p '{folder}'");
        await VerbAsync("limit", folder, size);
    }

    /// <summary>Gives it another SSH host key, and returns that.</summary>
    public Task<string> ChangeHostKeyAsync() => VerbAsync("rekey");

    /// <summary>Fails the test where anything of K3s is left but data: processes, units, programs, configuration, or settings made for it.</summary>
    public async Task HasNoK3sAsync() => Assert.Equal("", await RunAsync("""
        pgrep --list-full k3s
        systemctl list-unit-files --no-legend 'k3s*'
        find /usr/local/bin /etc/rancher /etc/systemd/system /etc/cni /run/k3s /var/lib/rancher/k3s-stage -path '*k3s*' 2>/dev/null
        find /usr/local/bin -type l
        find /etc -name '*k8tre*' -not -path '/etc/ssh/*' -not -path '/etc/sudoers.d/*'
        true
        """));

    /// <summary>Switches faults of its stand-in for K3s on, and the others off: k3s-standin.py names them.</summary>
    public Task SetFaultsAsync(params string[] faults) => RunAsync($"mkdir -p /etc/k3s-standin; echo '{string.Join('\n', faults)}' >/etc/k3s-standin/faults");

    /// <summary>The nodes that it lists, by name: <c>s1 True</c> for a server that votes in etcd, <c>a1 -</c> for an agent.</summary>
    public Task<string[]> NodesAsync() => NodesAsync("VOTER:.status.conditions[?(@.type==\"EtcdIsVoter\")].status");

    /// <summary>The nodes that it lists, by name, each with a custom column of kubectl; <c>-</c> where that is empty.</summary>
    public async Task<string[]> NodesAsync(string column)
    {
        var lines = await RunAsync($"k3s kubectl get nodes --no-headers --output 'custom-columns=NAME:.metadata.name,{column}'");
        return
        [
            .. lines.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
                .Select(line => line.Replace("<none>", "-", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];
    }

    private Task<string> VerbAsync(string verb, params string[] arguments) => RealHosts.Machines.Lab.RunAsync([verb, Lab, Name, .. arguments]);
}
