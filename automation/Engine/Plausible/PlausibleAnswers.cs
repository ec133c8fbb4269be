using K8tre.Automation.Engine.Properties;
using K8tre.Automation.Plans;
using Pulumirpc;

namespace K8tre.Automation.Engine.Plausible;

/// <summary>Answers as the provider plausibly would, at once.</summary>
internal sealed class PlausibleAnswers : IResourceAnswers
{
    /// <inheritdoc/>
    public ValueTask<PlausibleResource> AnswerAsync(RegisterResourceRequest request, string urn, PlanOptions options)
        => new(Answer(request, urn));

    /// <summary>The answer to one registration.</summary>
    /// <param name="request">What the program sent.</param>
    /// <param name="seed">What made-up values depend on: the URN, or another text where a resource replaced an earlier one.</param>
    public static PlausibleResource Answer(RegisterResourceRequest request, string seed)
    {
        var answer = new PlausibleResource(request.Type, request.Name, seed, ProviderView.Of(request.Object));
        PlausibleOutputs.Answer(answer, request.AdditionalSecretOutputs);
        if (request.ImportId.Length > 0)
            answer.Id = request.ImportId;
        return answer;
    }
}
