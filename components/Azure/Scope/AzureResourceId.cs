namespace K8tre.Components.Azure.Scope;

/// <summary>Parts of a resource id.</summary>
/// <param name="SubscriptionId">Id of the subscription.</param>
/// <param name="ResourceGroup">Name of the resource group.</param>
/// <param name="Name">Name of the resource.</param>
/// <remarks>https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules</remarks>
public sealed record AzureResourceId(string SubscriptionId, string ResourceGroup, string Name)
{
    /// <summary>Parses the id of a top-level resource, such as a virtual network or a DNS zone.</summary>
    /// <exception cref="FormatException">The text is not such an id.</exception>
    public static AzureResourceId Parse(string id) =>
        id.Split('/') is ["", var subscriptions, var subscription, var groups, var group, var providers, _, _, var name]
            && IsWord(subscriptions, "subscriptions") && IsWord(groups, "resourceGroups") && IsWord(providers, "providers")
            && new[] { subscription, group, name }.All(part => part.Length > 0)
            ? new(subscription, group, name)
            : throw new FormatException(
                $"{id} is not the id of a resource; supply an id like "
                + "/subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.Network/virtualNetworks/<name>");

    // Azure does not keep to one case in ids.
    private static bool IsWord(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
