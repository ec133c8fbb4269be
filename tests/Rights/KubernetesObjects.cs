using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Tests.Rights;

/// <summary>Kubernetes objects by their Pulumi type, from mocks and from plans.</summary>
internal static class KubernetesObjects
{
    /// <summary>Returns the objects that a component registers.</summary>
    public static (string Type, JsonNode Inputs)[] In(ResourceGraph graph) =>
    [
        .. graph.Requests.Values.Where(request => request.Type!.StartsWith("kubernetes:", StringComparison.Ordinal))
            .Select(request => (request.Type!, Json.Of(request.Inputs)!)),
    ];

    /// <summary>Returns the objects that a plan creates with a provider.</summary>
    public static (string Type, JsonNode Inputs)[] In(Plan plan, string provider)
    {
        var urn = Assert.Single(
            plan.Resources, resource => resource.Type == "pulumi:providers:kubernetes" && resource.Name == provider).Urn;
        return
        [
            .. plan.Resources.Where(resource => resource.Provider == urn).Select(resource => (resource.Type, (JsonNode)resource.Inputs)),
        ];
    }
}
