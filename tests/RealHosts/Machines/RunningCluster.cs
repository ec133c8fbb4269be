using System.Text.Json.Nodes;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>
/// Three servers behind an operator's load balancer and three agents, deployed once for the tests that share it. Each of these leaves it whole,
/// with what it set, so that they may run in any order.
/// </summary>
public sealed class RunningCluster() : Story("s1", "s2", "s3", "a1", "a2", "a3"), IDisposable
{
    private LoadBalancer? _balancer;

    /// <summary>Its servers, the leading one first.</summary>
    internal IReadOnlyList<TestHost> Servers => Hosts("s1", "s2", "s3");

    /// <summary>Its agents.</summary>
    internal IReadOnlyList<TestHost> Agents => Hosts("a1", "a2", "a3");

    /// <summary>All its nodes.</summary>
    internal IEnumerable<TestHost> Nodes => Servers.Concat(Agents);

    /// <inheritdoc/>
    public void Dispose() => _balancer?.Dispose();

    /// <inheritdoc/>
    private protected override async Task<PlatformOnHosts> BeginAsync()
    {
        _balancer = new(Lab, Servers);
        var platform = new PlatformOnHosts(Lab, Servers, Agents);
        platform.K3s["apiEndpoint"] = new JsonObject { ["address"] = _balancer.Address };
        FirstRun = await platform.UpAsync();
        return platform;
    }
}

/// <summary>Tests that share a <see cref="RunningCluster"/>. Like all tests on real hosts they run one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunningClusterGroup : ICollectionFixture<RunningCluster>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "a running cluster";
}
