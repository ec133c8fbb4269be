namespace K8tre.Components.Azure.Scope;

/// <summary>What the id of a resource in Azure says.</summary>
/// <param name="SubscriptionId">Id of its subscription.</param>
/// <param name="ResourceGroup">Its resource group.</param>
/// <param name="Name">Its name.</param>
/// <remarks>https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules</remarks>
public sealed record AzureResourceId(string SubscriptionId, string ResourceGroup, string Name)
{
    /// <summary>Reads the id of a resource that belongs to no other, like a network or a zone.</summary>
    /// <exception cref="FormatException">It is no such id.</exception>
    public static AzureResourceId Parse(string id) =>
        id.Split('/') is ["", var subscriptions, var subscription, var groups, var group, var providers, _, _, var name]
            && IsWord(subscriptions, "subscriptions") && IsWord(groups, "resourceGroups") && IsWord(providers, "providers")
            && new[] { subscription, group, name }.All(part => part.Length > 0)
            ? new(subscription, group, name)
            : throw new FormatException($"{id} is no id of a resource; supply one like /subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.Network/virtualNetworks/<name>");

    // Azure writes them in whatever case it likes.
    private static bool IsWord(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
