using System.Diagnostics;
using K8tre.Automation.Commands;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>
/// Set of temporary Debian hosts in a network of their own, with an artefact server. The hosts stop when the lab is disposed or this
/// process ends. See hosts.sh for the use without tests.
/// </summary>
internal sealed class Lab : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, "tests/RealHosts/hosts.sh");

    private Lab(string folder, ArtefactServer artefacts)
    {
        Folder = folder;
        Artefacts = artefacts;
    }

    /// <summary>Folder of the lab: the key of the client, the consoles, files that the stand-ins share.</summary>
    public string Folder { get; }

    /// <summary>Server of K3s releases. The hosts trust it, and reach it unless their uplink is off.</summary>
    public ArtefactServer Artefacts { get; }

    /// <summary>Private key for all users of all hosts.</summary>
    public string PrivateKey => File.ReadAllText(Path.Combine(Folder, "key"));

    /// <summary>Creates a lab without hosts.</summary>
    /// <exception cref="InvalidOperationException">The machine lacks a requirement.</exception>
    public static async Task<Lab> StartAsync()
    {
        if (RealHostsRequirements.Missing is { } missing)
            throw new InvalidOperationException(missing);

        var folder = await RunAsync("up", $"{Environment.ProcessId}");
        return new(folder, await ArtefactServer.StartAsync($"10.99.{Path.GetFileName(folder)}.1", Path.Combine(folder, "artefacts.pem")));
    }

    /// <summary>Boots hosts at the same time and waits until each answers on SSH.</summary>
    public Task<IReadOnlyList<TestHost>> StartHostsAsync(params string[] names) => BootAsync(names);

    /// <summary>Boots a host in both networks, that of the lab and the private one. A lab has at most one.</summary>
    public async Task<TestHost> StartBastionAsync(string name) => (await BootAsync(["--bastion", name]))[0];

    /// <summary>Boots hosts in the private network only, which the bastion reaches.</summary>
    public Task<IReadOnlyList<TestHost>> StartPrivateHostsAsync(params string[] names) => BootAsync(["--private", .. names]);

    /// <summary>Returns an address of the lab's network that never answers.</summary>
    public Task<string> MuteAddressAsync() => RunAsync("mute", Folder);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Artefacts.DisposeAsync();
        await RunAsync("down", Folder);
    }

    /// <summary>Runs hosts.sh and returns its output.</summary>
    /// <exception cref="InvalidOperationException">It failed. The message has its output.</exception>
    internal static async Task<string> RunAsync(params string[] arguments)
    {
        var (status, output, error) = await TryAsync(arguments);
        return status == 0
            ? output
            : throw new InvalidOperationException($"hosts.sh {string.Join(' ', arguments)} ended with {status}: {error}{output}");
    }

    /// <summary>Runs hosts.sh and returns its exit status and its output.</summary>
    internal static async Task<(int Status, string Output, string Error)> TryAsync(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Script, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
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
