namespace K8tre.Tests.RealHosts;

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
    public Task<string> RunAsync(string command) => RealHosts.Lab.RunAsync("exec", Lab, Name, "bash", "-c", command);

    /// <summary>Whether a command succeeds there as root.</summary>
    public async Task<bool> SucceedsAsync(string command)
        => (await RealHosts.Lab.TryAsync("exec", Lab, Name, "bash", "-c", command)).Status == 0;

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

    private Task<string> VerbAsync(string verb, params string[] arguments) => RealHosts.Lab.RunAsync([verb, Lab, Name, .. arguments]);
}
