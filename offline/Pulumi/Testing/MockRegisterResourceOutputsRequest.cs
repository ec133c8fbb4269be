using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>The outputs of the stack or of a component.</summary>
public class MockRegisterResourceOutputsRequest
{
    /// <summary>The URN of the stack or component.</summary>
    public readonly string Urn;

    /// <summary>The outputs by name, each with its own secretness and knownness.</summary>
    public readonly ImmutableDictionary<string, Output<object?>> Outputs;

    /// <summary>Describes outputs.</summary>
    public MockRegisterResourceOutputsRequest(string urn, ImmutableDictionary<string, Output<object?>> outputs)
    {
        Urn = urn;
        Outputs = outputs;
    }
}
