using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>A resource that is registered or read.</summary>
public class MockResourceArgs
{
    /// <summary>The type token.</summary>
    public string? Type { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// The inputs by the names that the engine knows: bool, double, string, <c>ImmutableArray&lt;object&gt;</c>,
    /// <c>ImmutableDictionary&lt;string, object&gt;</c>, assets and resources; secrets as their values. An input that has something unknown
    /// anywhere inside is left out.
    /// </summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = null!;

    /// <summary>The provider as <c>urn::id</c>; empty for the default one.</summary>
    public string? Provider { get; set; }

    /// <summary>The id of a resource that is read or imported; else empty.</summary>
    public string? Id { get; set; }
}
