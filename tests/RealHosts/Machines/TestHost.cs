using System.Globalization;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>Host of a lab.</summary>
/// <param name="Lab">Folder of the lab.</param>
/// <param name="Name">Host name.</param>
/// <param name="Address">IPv4 address.</param>
/// <param name="HostKey">Public key of the SSH server at the start of the host, <c>algorithm base64</c>.</param>
internal sealed record TestHost(string Lab, string Name, string Address, string HostKey)
{
    /// <summary>Root of the host's file system on this machine. File systems that the host mounts are not visible in it.</summary>
    public string Root => Path.Combine(Lab, "hosts", Name, "root");

    /// <summary>Runs a command as root, without SSH, and returns its output.</summary>
    /// <exception cref="InvalidOperationException">The command failed.</exception>
    public Task<string> RunAsync(string command) => RealHosts.Machines.Lab.RunAsync("exec", Lab, Name, "bash", "-c", command);

    /// <summary>Runs a command as root and returns true if it succeeds.</summary>
    public async Task<bool> SucceedsAsync(string command)
        => (await RealHosts.Machines.Lab.TryAsync("exec", Lab, Name, "bash", "-c", command)).Status == 0;

    /// <summary>Waits until a command succeeds. Default time limit: 10 seconds.</summary>
    /// <exception cref="TimeoutException">The command did not succeed.</exception>
    public async Task UntilAsync(string command, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(10));
        while (!await SucceedsAsync(command))
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"on {Name} this command did not succeed in time: {command}");
            await Task.Delay(100);
        }
    }

    /// <summary>
    /// Returns the files of the root disk, one line for each: path, type, permissions, owner, size, time, target. Without files that a host
    /// changes by itself or at a sign-in.
    /// </summary>
    public async Task<IReadOnlyList<string>> FilesAsync()
        => (await RunAsync(
                "find / -xdev \\( -path /run -o -path /dev -o -path /var/log -o -path /var/lib/systemd -o -path /var/lib/sudo \\) "
                + "-prune -o -printf '%p %y %m %u %s %T@ %l\n'")).Split('\n');

    /// <summary>Waits until this server reports a node as ready, or as not ready.</summary>
    /// <exception cref="TimeoutException">The server did not report it within 10 seconds.</exception>
    public Task UntilReadyAsync(string node, bool isReady) => UntilAsync(
        $"k3s kubectl get nodes {node} --no-headers "
        + $"--output 'custom-columns=R:.status.conditions[?(@.type==\"Ready\")].status' | grep -q {(isReady ? "True" : "Unknown")}");

    /// <summary>Returns the number of starts of a unit since the host booted.</summary>
    public async Task<int> StartsOfAsync(string unit)
        => int.Parse(await RunAsync($"journalctl --boot --unit {unit} --output cat | grep -c '^Starting '"), CultureInfo.InvariantCulture);

    /// <summary>Returns the differences from the last deployment, as <c>k8tre hosts</c> shows them.</summary>
    public async Task<IReadOnlyList<string>> DriftAsync()
    {
        var scripts = Path.Combine(Root, "root/scripts");
        Directory.CreateDirectory(Path.Combine(scripts, "Shared"));
        var source = Path.Combine(Repository.Root, "components/OnPrem/Scripts");
        foreach (var script in Directory.EnumerateFiles(source, "*.sh", SearchOption.AllDirectories))
            File.Copy(script, Path.Combine(scripts, Path.GetRelativePath(source, script)), overwrite: true);
        var status = await RunAsync("echo | bash /root/scripts/node-status.sh apply");
        return
        [
            .. status.Split('\n')
                .Where(line => line.StartsWith("drift=", StringComparison.Ordinal))
                .Select(line => line["drift=".Length..]),
        ];
    }

    /// <summary>Restarts the host and waits until it answers on SSH.</summary>
    public Task RebootAsync() => VerbAsync("reboot");

    /// <summary>Shuts the host down.</summary>
    public Task StopAsync() => VerbAsync("stop");

    /// <summary>Stops the host without a shutdown.</summary>
    public Task CrashAsync() => VerbAsync("crash");

    /// <summary>Boots the host after a stop or a crash.</summary>
    public Task StartAsync() => VerbAsync("start");

    /// <summary>Disconnects the network cable. Packets are lost without an error.</summary>
    public Task CutAsync() => VerbAsync("cut");

    /// <summary>Connects the cable again.</summary>
    public Task MendAsync() => VerbAsync("mend");

    /// <summary>Ends the SSH sessions of the host. Their commands continue.</summary>
    public Task HangUpAsync() => VerbAsync("hang-up");

    /// <summary>Disconnects the uplink to the artefact server and beyond. Hosts of the lab still reach one another.</summary>
    public Task CutUplinkAsync() => VerbAsync("uplink", "off");

    /// <summary>Connects the uplink again.</summary>
    public Task MendUplinkAsync() => VerbAsync("uplink", "on");

    /// <summary>Mounts a file system of a size (<c>1M</c>) over a folder until the next boot.</summary>
    public async Task LimitAsync(string folder, string size)
    {
        await RunAsync($"mkdir -p '{folder}'");
        await VerbAsync("limit", folder, size);
    }

    /// <summary>Replaces the SSH host key and returns the new one.</summary>
    public Task<string> ChangeHostKeyAsync() => VerbAsync("rekey");

    /// <summary>Fails the test if anything of K3s except data is left: processes, units, programs, configuration, settings.</summary>
    public async Task HasNoK3sAsync() => Assert.Equal("", await RunAsync("""
        pgrep --list-full k3s
        systemctl list-unit-files --no-legend 'k3s*'
        find /usr/local/bin /etc/rancher /etc/systemd/system /etc/cni /run/k3s /var/lib/rancher/k3s-stage -path '*k3s*' 2>/dev/null
        find /usr/local/bin -type l
        find /etc -name '*k8tre*' -not -path '/etc/ssh/*' -not -path '/etc/sudoers.d/*'
        true
        """));

    /// <summary>Sets the faults of the stand-in for K3s. See k3s-standin.py.</summary>
    public Task SetFaultsAsync(params string[] faults) =>
        RunAsync($"mkdir -p /etc/k3s-standin; echo '{string.Join('\n', faults)}' >/etc/k3s-standin/faults");

    /// <summary>Returns the nodes that this server lists: <c>s1 True</c> for a voting member of etcd, <c>a1 -</c> for an agent.</summary>
    public Task<string[]> NodesAsync() => NodesAsync("VOTER:.status.conditions[?(@.type==\"EtcdIsVoter\")].status");

    /// <summary>Returns the nodes that this server lists, each with a custom column of kubectl, or <c>-</c> if it is empty.</summary>
    public async Task<string[]> NodesAsync(string column)
    {
        var lines = await RunAsync($"k3s kubectl get nodes --no-headers --output 'custom-columns=NAME:.metadata.name,{column}'");
        return
        [
            .. lines.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
                .Select(line => line.Replace("<none>", "-", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];
    }

    private Task<string> VerbAsync(string verb, params string[] arguments) =>
        RealHosts.Machines.Lab.RunAsync([verb, Lab, Name, .. arguments]);
}
