using Xunit.Abstractions;
using Xunit.Sdk;

namespace K8tre.Tests.RealHosts;

/// <summary>Orderer that runs the tests of a class in the order of the source, because they share a cluster.</summary>
public sealed class InOrder : ITestCaseOrderer
{
    /// <summary>Full name of this type for <see cref="TestCaseOrdererAttribute"/>.</summary>
    public const string Name = "K8tre.Tests.RealHosts.InOrder";

    /// <summary>Name of the assembly of this type.</summary>
    public const string Assembly = "K8tre.Tests";

    /// <inheritdoc/>
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase
        => testCases.OrderBy(test => test.TestMethod.Method.ToRuntimeMethod().MetadataToken);
}
