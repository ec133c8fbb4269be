using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>A call of a function or method.</summary>
public class MockCallArgs
{
    /// <summary>The token of the function.</summary>
    public string? Token { get; set; }

    /// <summary>The arguments, as <see cref="MockResourceArgs.Inputs"/>.</summary>
    public ImmutableDictionary<string, object> Args { get; set; } = null!;

    /// <summary>The provider as <c>urn::id</c>; empty for the default one.</summary>
    public string? Provider { get; set; }
}
