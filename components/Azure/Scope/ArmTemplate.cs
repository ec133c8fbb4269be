namespace K8tre.Components.Azure.Scope;

/// <summary>
/// ARM template that creates or changes resources one after another. It serves resources that Azure creates by itself: the Pulumi provider refuses to
/// create an existing resource.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax</remarks>
internal static class ArmTemplate
{
    /// <summary>Returns a template for a resource group.</summary>
    public static Dictionary<string, object> ForGroup(IReadOnlyList<ArmResource> resources) =>
        For("https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resourceId", resources);

    /// <summary>Returns a template for a subscription.</summary>
    public static Dictionary<string, object> ForSubscription(IReadOnlyList<ArmResource> resources) =>
        For("https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#", "subscriptionResourceId", resources);

    private static Dictionary<string, object> For(string schema, string idFunction, IReadOnlyList<ArmResource> resources) => new()
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

/// <summary>Resource of an ARM template.</summary>
/// <param name="Type">Type of the resource, like <c>Microsoft.Security/pricings</c>.</param>
/// <param name="ApiVersion">Version of the API.</param>
/// <param name="Name">Name of the resource, after the names of its parents.</param>
/// <param name="Properties">Properties of the resource.</param>
internal sealed record ArmResource(string Type, string ApiVersion, string Name, Dictionary<string, object> Properties)
{
    /// <summary>Returns the template expression for the resource's id.</summary>
    public string Id(string function) => $"[{function}('{Type}', {string.Join(", ", Name.Split('/').Select(name => $"'{name}'"))})]";
}
