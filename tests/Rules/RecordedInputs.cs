using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using K8tre.Automation.Engine.Properties;
using K8tre.Automation.Engine.Providers;
using K8tre.PlanModel;
using Pulumirpc;

namespace K8tre.Tests.Rules;

/// <summary>The simulated provider of the recording engine, which also keeps the inputs of the program with plain secrets.</summary>
internal sealed class RecordedInputs : IResourceProvider
{
    private readonly ConcurrentDictionary<string, JsonObject> _inputs = [];
    private readonly SimulatedProvider _provider = new();

    /// <summary>Inputs by URN.</summary>
    public IReadOnlyDictionary<string, JsonObject> ByUrn => _inputs;

    /// <inheritdoc/>
    public ValueTask<ResourceState> ApplyAsync(RegisterResourceRequest request, string urn, PlanOptions options)
    {
        _inputs[urn] = new MaskedProperties(ProviderView.WithoutSecrets(ProviderView.From(request.Object)), "/inputs").Json;
        return _provider.ApplyAsync(request, urn, options);
    }
}
