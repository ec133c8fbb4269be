namespace K8tre.Components.Azure.Vaults;

/// <summary>Customer-managed key in a key vault, which protects the key with which Azure encrypts data.</summary>
/// <remarks>
/// The vault allows access by trusted Azure services, which have no address in the platform's network:
/// https://learn.microsoft.com/azure/key-vault/general/overview-vnet-service-endpoints#trusted-services
/// </remarks>
public sealed record CustomerManagedKey
{
    /// <summary>Id of the vault.</summary>
    public required Input<string> Vault { get; init; }

    /// <summary>URL of the key, <c>https://{vault}/keys/{name}</c>. A version after the name is ignored, so that a rotated key is used automatically.</summary>
    public required Input<string> Url { get; init; }

    /// <summary>Gets the URL of the vault.</summary>
    internal Output<string> VaultUrl => Part(url => url.GetLeftPart(UriPartial.Authority));

    /// <summary>Gets the name of the key.</summary>
    internal Output<string> Name => Part(NameOf);

    /// <summary>Gets the URL of the key without a version.</summary>
    internal Output<string> Newest => Part(url => $"{url.GetLeftPart(UriPartial.Authority)}/keys/{NameOf(url)}");

    private static string NameOf(Uri url) => url.Segments[2].TrimEnd('/');

    private Output<string> Part(Func<Uri, string> part) => Url.ToOutput().Apply(url => part(new Uri(url)));
}
