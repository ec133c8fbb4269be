namespace Pulumi.Testing;

/// <summary>Answers in a test, in place of the engine and the providers.</summary>
public interface IMocks
{
    /// <summary>Called for each resource but the stack: custom ones, components, and those that are only read.</summary>
    /// <returns>
    /// The id (none leaves it unknown, unless the resource is imported) and the outputs: a dictionary or an args object, in which
    /// outputs may stand.
    /// </returns>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>Called for each function and method.</summary>
    /// <returns>The result: a dictionary or an args object, in which outputs may stand.</returns>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>Called for the outputs of the stack and of components. Does nothing unless it is implemented.</summary>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}
