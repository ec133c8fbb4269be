using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Tests.Rules;

/// <summary>A plan as rules look at it: its resources, and the files that it places on hosts as resources of their own.</summary>
internal sealed class RulePlan
{
    /// <summary>Takes a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="clear">Inputs with secrets in the clear, by URN. Default: none, and what is secret stays undetermined.</param>
    public RulePlan(Plan plan, IReadOnlyDictionary<string, JsonObject>? clear = null)
    {
        Outputs = plan.Outputs;
        Subjects =
        [
            .. plan.Resources.Select(resource =>
                new RuleSubject(this, resource, clear?.GetValueOrDefault(resource.Urn) ?? resource.Inputs)),
        ];
        Subjects = [.. Subjects, .. HostFiles.Of(this)];
    }

    /// <summary>The resources, in the order of their registration.</summary>
    public IReadOnlyList<RuleSubject> Subjects { get; }

    /// <summary>The outputs of the stack.</summary>
    public JsonObject Outputs { get; }

    /// <summary>Whether an environment of it is in production.</summary>
    public bool IsProduction => Outputs.ContainsKey("prd");

    /// <summary>The resources of a type.</summary>
    public IEnumerable<RuleSubject> Of(params string[] types) => Subjects.Where(subject => types.Contains(subject.Type));

    /// <summary>The resource that a text means; null when it is none of the plan's.</summary>
    public RuleSubject? Meant(string? name, string type) =>
        name is null ? null : Of(type).FirstOrDefault(subject => subject.Names.Contains(name));
}
