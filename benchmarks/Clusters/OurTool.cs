using System.Text.Json.Nodes;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Benchmarks.Clusters;

/// <summary>The program of this repository, deployed by the engine of the tests.</summary>
internal sealed class OurTool : ITool, IDisposable
{
    private Lab _lab = null!;
    private PlatformOnHosts _platform = null!;
    private LoadBalancer? _balancer;
    private int _generation = 1;

    /// <inheritdoc/>
    public string Name => "k8tre";

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Phases { get; } = [Phase.Install, Phase.Again, Phase.Apply, Phase.Upgrade];

    /// <inheritdoc/>
    public Task TakeAsync(Lab lab, IReadOnlyList<TestHost> servers, IReadOnlyList<TestHost> agents)
    {
        _lab = lab;
        _platform = new(lab, servers, agents);
        if (servers.Count > 1)
        {
            _balancer = new(lab, servers);
            _platform.K3s["apiEndpoint"] = new JsonObject { ["address"] = _balancer.Address };
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task RunAsync(Phase phase, string version)
    {
        _platform.K3s["version"] = version;
        _platform.K3s["artefacts"]!["mirror"] = $"{_lab.Artefacts.Release(version)}";
        if (phase == Phase.Apply)
            _platform.K3s["applyGeneration"] = ++_generation;
        var report = await _platform.UpAsync();
        if (report.Errors.Count > 0)
            throw new InvalidOperationException(report.ToString());
    }

    /// <inheritdoc/>
    public void Dispose() => _balancer?.Dispose();
}
