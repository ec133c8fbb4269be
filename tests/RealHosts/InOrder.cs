using Xunit.Abstractions;
using Xunit.Sdk;

namespace K8tre.Tests.RealHosts;

/// <summary>Runs the tests of a class in the order in which they are written: chapters of one story, which share a cluster.</summary>
public sealed class InOrder : ITestCaseOrderer
{
    /// <summary>Full name of this type, as <see cref="TestCaseOrdererAttribute"/> wants it.</summary>
    public const string Name = "K8tre.Tests.RealHosts.InOrder";

    /// <summary>The assembly that it is in.</summary>
    public const string Assembly = "K8tre.Tests";

    /// <inheritdoc/>
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase
        => testCases.OrderBy(test => test.TestMethod.Method.ToRuntimeMethod().MetadataToken);
}
