using K8tre.Tests.RealHosts.Machines;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("K8tre.Tests.RealHosts.RealHostsFirst", "K8tre.Tests")]

namespace K8tre.Tests.RealHosts;

/// <summary>Orderer that starts the tests on real hosts first. They take longest and mostly wait.</summary>
public sealed class RealHostsFirst : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(collection => collection.DisplayName is RealHostsGroup.Name or RunningClusterGroup.Name);
}
