namespace K8tre.Components.Azure.Scope;

/// <summary>
/// What a deployment of Azure's own makes or changes, one after the other. It is for what Azure has made already, which Pulumi's provider refuses to
/// make once more.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax</remarks>
internal static class ArmTemplate
{
    /// <summary>A template for a resource group.</summary>
    public static Dictionary<string, object> ForGroup(IReadOnlyList<ArmResource> resources) =>
        Create("https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resourceId", resources);

    /// <summary>A template for a subscription.</summary>
    public static Dictionary<string, object> ForSubscription(IReadOnlyList<ArmResource> resources) =>
        Create("https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#", "subscriptionResourceId", resources);

    private static Dictionary<string, object> Create(string schema, string idFunction, IReadOnlyList<ArmResource> resources) => new()
    {
        ["$schema"] = schema,
        ["contentVersion"] = "1.0.0.0",
        ["resources"] = resources.Select((resource, index) => new Dictionary<string, object>
        {
            ["type"] = resource.Type,
            ["apiVersion"] = resource.ApiVersion,
            ["name"] = resource.Name,
            ["dependsOn"] = index == 0 ? [] : new[] { resources[index - 1].Id(idFunction) },
            ["properties"] = resource.Properties,
        }).ToArray(),
    };
}

/// <summary>One resource of a template.</summary>
/// <param name="Type">Its type, like <c>Microsoft.Security/pricings</c>.</param>
/// <param name="ApiVersion">Version of the API.</param>
/// <param name="Name">Its name, after the names of what it belongs to.</param>
/// <param name="Properties">Its properties.</param>
internal sealed record ArmResource(string Type, string ApiVersion, string Name, Dictionary<string, object> Properties)
{
    /// <summary>The expression that stands for its id.</summary>
    public string Id(string function) => $"[{function}('{Type}', {string.Join(", ", Name.Split('/').Select(name => $"'{name}'"))})]";
}
