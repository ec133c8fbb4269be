namespace Pulumi.Testing;

/// <summary>Gives resources their inputs as outputs, and no id.</summary>
public class EmptyMocks : IMocks
{
    /// <inheritdoc/>
    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args) =>
        Task.FromResult<(string?, object)>((null, args.Inputs));

    /// <summary>Gives the call itself back.</summary>
    public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args);
}
