using System.Diagnostics;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Benchmarks.Clusters;

/// <summary>Another tool, run by a given program.</summary>
/// <remarks>The argument of the program is <c>prepare</c> (not measured), <c>install</c>, <c>again</c> or <c>upgrade</c>.</remarks>
/// <param name="command">
/// Path of the program. Its environment contains <c>LAB_KEY</c> (file of root's SSH key), <c>LAB_SERVERS</c> and <c>LAB_AGENTS</c>
/// (<c>name=address</c>, separated by spaces), <c>LAB_RELEASES</c> (URL with a folder for each version of K3s) and <c>LAB_VERSION</c>.
/// </param>
internal sealed class OtherTool(string command) : ITool
{
    private readonly Dictionary<string, string> _environment = [];

    /// <inheritdoc/>
    public string Name => Path.GetFileNameWithoutExtension(command);

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Phases { get; } = [Phase.Install, Phase.Again, Phase.Upgrade];

    /// <inheritdoc/>
    public Task TakeAsync(Lab lab, IReadOnlyList<TestHost> servers, IReadOnlyList<TestHost> agents)
    {
        _environment["LAB_KEY"] = Path.Combine(lab.Folder, "key");
        _environment["LAB_SERVERS"] = string.Join(' ', servers.Select(host => $"{host.Name}={host.Address}"));
        _environment["LAB_AGENTS"] = string.Join(' ', agents.Select(host => $"{host.Name}={host.Address}"));
        _environment["LAB_RELEASES"] = lab.Artefacts.Location.AbsoluteUri.TrimEnd('/');
        return StartAsync("prepare");
    }

    /// <inheritdoc/>
    public Task RunAsync(Phase phase, string version)
    {
        _environment["LAB_VERSION"] = version;
        return StartAsync($"{phase}".ToLowerInvariant());
    }

    private async Task StartAsync(string argument)
    {
        var start = new ProcessStartInfo(command, [argument]);
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command} {argument} ended with exit code {process.ExitCode}");
    }
}
