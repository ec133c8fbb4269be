using System.Diagnostics;
using K8tre.Automation.Commands;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>
/// A set of throw-away Debian hosts on a network of their own, with an artefact server beside them. Disposing it ends the hosts; they end
/// too when this process does, however that happens. What a lab is, and how to use one by hand: hosts.sh.
/// </summary>
internal sealed class Lab : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, "tests/RealHosts/hosts.sh");

    private Lab(string folder, ArtefactServer artefacts)
    {
        Folder = folder;
        Artefacts = artefacts;
    }

    /// <summary>What belongs to the lab: the client's key, the consoles, what stand-ins share.</summary>
    public string Folder { get; }

    /// <summary>The server of K3s releases that the lab's hosts trust and, unless their uplink is off, reach.</summary>
    public ArtefactServer Artefacts { get; }

    /// <summary>The private key that opens every user of every host.</summary>
    public string PrivateKey => File.ReadAllText(Path.Combine(Folder, "key"));

    /// <summary>Makes a lab without hosts.</summary>
    /// <exception cref="InvalidOperationException">The machine lacks what that needs.</exception>
    public static async Task<Lab> StartAsync()
    {
        if (RealHostsRequirements.Missing is { } missing)
            throw new InvalidOperationException(missing);

        var folder = await RunAsync("up", $"{Environment.ProcessId}");
        return new(folder, await ArtefactServer.StartAsync($"10.99.{Path.GetFileName(folder)}.1", Path.Combine(folder, "artefacts.pem")));
    }

    /// <summary>Boots hosts, all at once, and waits until each answers on SSH.</summary>
    public Task<IReadOnlyList<TestHost>> StartHostsAsync(params string[] names) => BootAsync(names);

    /// <summary>Boots a host that is in both networks, the lab's and the private one. A lab has at most one.</summary>
    public async Task<TestHost> StartBastionAsync(string name) => (await BootAsync(["--bastion", name]))[0];

    /// <summary>Boots hosts that only the bastion reaches, and that reach only it and one another.</summary>
    public Task<IReadOnlyList<TestHost>> StartPrivateHostsAsync(params string[] names) => BootAsync(["--private", .. names]);

    /// <summary>An address of the lab's network from which no answer ever comes.</summary>
    public Task<string> MuteAddressAsync() => RunAsync("mute", Folder);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Artefacts.DisposeAsync();
        await RunAsync("down", Folder);
    }

    /// <summary>Runs hosts.sh, and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    internal static async Task<string> RunAsync(params string[] arguments)
    {
        var (status, output, error) = await TryAsync(arguments);
        return status == 0
            ? output
            : throw new InvalidOperationException($"hosts.sh {string.Join(' ', arguments)} ended with {status}: {error}{output}");
    }

    /// <summary>Runs hosts.sh, and returns its exit status and what it printed.</summary>
    internal static async Task<(int Status, string Output, string Error)> TryAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Script, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).TrimEnd('\n'), await error);
    }

    private async Task<IReadOnlyList<TestHost>> BootAsync(string[] arguments)
    {
        var started = await RunAsync(["start", Folder, .. arguments]);
        return [.. started.Split('\n').Select(line => line.Split(' ', 3)).Select(part => new TestHost(Folder, part[0], part[1], part[2]))];
    }
}
