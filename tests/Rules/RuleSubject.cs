using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Tests.Rules;

/// <summary>A resource that rules judge.</summary>
/// <param name="Plan">The plan it is part of.</param>
/// <param name="Resource">As the plan shows it, secrets masked.</param>
/// <param name="Inputs">Its inputs with secrets in the clear, where they were recorded.</param>
internal sealed record RuleSubject(RulePlan Plan, PlanResource Resource, JsonObject Inputs)
{
    /// <summary>Type token.</summary>
    public string Type => Resource.Type;

    /// <summary>The texts by which other resources mean it.</summary>
    public IReadOnlySet<string> Names { get; } = new[]
        {
            Resource.Id, (string?)Resource.Inputs["metadata"]?["name"], (string?)Resource.Inputs["bucket"],
            (string?)Resource.Inputs["subnetName"], (string?)Resource.Inputs["virtualNetworkName"], (string?)Resource.Outputs["arn"],
            (string?)Resource.Outputs["id"],
        }
        .OfType<string>().ToHashSet();

    /// <summary>The name that people give it outside Pulumi; Pulumi's, where there is none.</summary>
    public string PhysicalName => (string?)(Inputs["subnetName"] ?? Inputs["name"] ?? Inputs["metadata"]?["name"]) ?? Resource.Name;

    /// <summary>The values at a path of its inputs; null for each missing one.</summary>
    public IReadOnlyList<JsonNode?> Values(string path) => RulePath.Parse(Expanded(path)).Of(Inputs);

    /// <summary>The values at a path as the plan shows them.</summary>
    public IReadOnlyList<JsonNode?> Masked(string path) => RulePath.Parse(Expanded(path)).Of(Resource.Inputs);

    /// <summary>Whether a text stands somewhere in its inputs.</summary>
    public bool Mentions(string text) => Inputs.ToJsonString().Contains($"\"{text}\"", StringComparison.Ordinal);

    // Every kind of workload keeps its pods' description elsewhere.
    private string Expanded(string path) => path.Replace("$podSpec", Type switch
    {
        "kubernetes:core/v1:Pod" => "spec",
        "kubernetes:batch/v1:CronJob" => "spec.jobTemplate.spec.template.spec",
        _ => "spec.template.spec",
    }, StringComparison.Ordinal);
}
