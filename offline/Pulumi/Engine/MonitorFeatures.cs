using System.Collections.Concurrent;

namespace Pulumi;

/// <summary>Features that the engine supports. Each is asked for once, when it is first needed.</summary>
internal sealed class MonitorFeatures(IMonitor monitor)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _features = new();

    public Task<bool> ResourceReferences => SupportsAsync("resourceReferences");

    public Task<bool> OutputValues => SupportsAsync("outputValues");

    public Task<bool> AliasSpecs => SupportsAsync("aliasSpecs");

    /// <exception cref="InvalidOperationException">The engine is too old for an option that is used.</exception>
    public Task RequireDeletedWithAsync() => RequireAsync("deletedWith", "the DeletedWith option");

    /// <inheritdoc cref="RequireDeletedWithAsync"/>
    public Task RequireReplaceWithAsync() => RequireAsync("replaceWith", "the ReplaceWith option");

    /// <inheritdoc cref="RequireDeletedWithAsync"/>
    public Task RequireParameterizationAsync() => RequireAsync("parameterization", "parameterization");

    private async Task RequireAsync(string feature, string description)
    {
        if (!await SupportsAsync(feature).ConfigureAwait(false))
            throw new InvalidOperationException($"The Pulumi CLI does not support {description}. Please update the Pulumi CLI.");
    }

    private Task<bool> SupportsAsync(string feature) => _features.GetOrAdd(feature, name => new(() => AskAsync(name))).Value;

    private async Task<bool> AskAsync(string feature) =>
        (await monitor.SupportsFeatureAsync(new() { Id = feature }).ConfigureAwait(false)).HasSupport;
}
