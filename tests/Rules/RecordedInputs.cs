using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using K8tre.Automation.Engine;
using K8tre.Automation.Engine.Plausible;
using K8tre.Automation.Engine.Properties;
using K8tre.Automation.Plans;
using Pulumirpc;

namespace K8tre.Tests.Rules;

/// <summary>Answers as the recording engine does, and keeps what the program sent, with secrets in the clear.</summary>
internal sealed class RecordedInputs : IResourceAnswers
{
    private readonly ConcurrentDictionary<string, JsonObject> _inputs = [];
    private readonly PlausibleAnswers _answers = new();

    /// <summary>Inputs by URN.</summary>
    public IReadOnlyDictionary<string, JsonObject> ByUrn => _inputs;

    /// <inheritdoc/>
    public ValueTask<PlausibleResource> AnswerAsync(RegisterResourceRequest request, string urn, PlanOptions options)
    {
        _inputs[urn] = new MaskedProperties(ProviderView.WithoutSecrets(ProviderView.Of(request.Object)), "/inputs").Json;
        return _answers.AnswerAsync(request, urn, options);
    }
}
