using System.Security.Cryptography;
using System.Text;

namespace K8tre.Components.Azure.Scope;

/// <summary>Subscription, region and resource group that resources are created in.</summary>
public sealed record AzureScope
{
    /// <summary>Azure region, like <c>uksouth</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Id of the subscription, a GUID.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>Id of the Entra tenant, a GUID.</summary>
    public required string TenantId { get; init; }

    /// <summary>Name of the resource group.</summary>
    public required Input<string> ResourceGroup { get; init; }

    /// <summary>Id of the resource group.</summary>
    public Output<string> GroupId => Output.Format($"/subscriptions/{SubscriptionId}/resourceGroups/{ResourceGroup}");

    /// <summary>
    /// Returns a globally unique name: letters and digits of <paramref name="name"/>, and a suffix that depends only on the subscription and the name.
    /// It has at most 24 characters, is lower case and starts with a letter, as key vaults and storage accounts require.
    /// </summary>
    public static string UniqueName(string prefix, string subscriptionId, string name)
    {
        var letters = new string([.. name.Where(char.IsAsciiLetterOrDigit)]);
        var suffix = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{subscriptionId}/{name}")))[..8];
        return $"{prefix}{letters[..Math.Min(letters.Length, 16 - prefix.Length)]}{suffix}";
    }
}
