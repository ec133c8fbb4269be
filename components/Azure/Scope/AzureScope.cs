using System.Security.Cryptography;
using System.Text;

namespace K8tre.Components.Azure.Scope;

/// <summary>Where resources of a platform go.</summary>
public sealed record AzureScope
{
    /// <summary>Azure region, like <c>uksouth</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Id of the subscription, a GUID.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>Id of the Entra tenant, a GUID.</summary>
    public required string TenantId { get; init; }

    /// <summary>Resource group: its component's output, so that it is there first.</summary>
    public required Input<string> ResourceGroup { get; init; }

    /// <summary>Id of the resource group.</summary>
    public Output<string> GroupId => Output.Format($"/subscriptions/{SubscriptionId}/resourceGroups/{ResourceGroup}");

    /// <summary>
    /// A name that no other platform in the world has: letters and digits of <paramref name="name"/>, and a suffix that depends on the
    /// subscription and the name only. At most 24 characters, lower case, starting with a letter: what vaults and storage accounts allow.
    /// </summary>
    public static string UniqueName(string prefix, string subscriptionId, string name)
    {
        var letters = new string([.. name.Where(char.IsAsciiLetterOrDigit)]);
        var suffix = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{subscriptionId}/{name}")))[..8];
        return $"{prefix}{letters[..Math.Min(letters.Length, 16 - prefix.Length)]}{suffix}";
    }
}
