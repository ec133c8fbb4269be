using System.Text.Json.Nodes;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>
/// Cluster with three servers behind an operator's load balancer and three agents, deployed once for several tests. Each test leaves it
/// healthy, with its own settings, so that the tests can run in any order.
/// </summary>
public sealed class RunningCluster() : Story("s1", "s2", "s3", "a1", "a2", "a3"), IDisposable
{
    private LoadBalancer? _balancer;

    /// <summary>Servers, the leading one first.</summary>
    internal IReadOnlyList<TestHost> Servers => Hosts("s1", "s2", "s3");

    /// <summary>Agents.</summary>
    internal IReadOnlyList<TestHost> Agents => Hosts("a1", "a2", "a3");

    /// <summary>All nodes.</summary>
    internal IEnumerable<TestHost> Nodes => Servers.Concat(Agents);

    /// <inheritdoc/>
    public void Dispose() => _balancer?.Dispose();

    /// <inheritdoc/>
    private protected override async Task<PlatformOnHosts> BeginAsync()
    {
        _balancer = new(Lab, Servers);
        // Old enough for the upgrades of the tests, and one that leaves out a minor version: the settings refuse versions that the platform
        // does not support.
        var platform = new PlatformOnHosts(Lab, Servers, Agents, "v1.32.9+k3s1");
        platform.K3s["apiEndpoint"] = new JsonObject { ["address"] = _balancer.Address };
        FirstRun = await platform.UpAsync();
        return platform;
    }
}

/// <summary>Tests that share a <see cref="RunningCluster"/>. They run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class RunningClusterGroup : ICollectionFixture<RunningCluster>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "a running cluster";
}
