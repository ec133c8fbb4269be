namespace K8tre.Tests.Conformance;

/// <summary>Tests that run Node.js, one after the other: each takes a processor and much memory.</summary>
[CollectionDefinition(Name)]
public sealed class NodePrograms
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "Node.js";
}
