namespace K8tre.Components.Azure.Vaults;

/// <summary>A key of ours in a vault, laid over the one with which Azure encrypts what it stores.</summary>
/// <remarks>
/// The vault lets Azure's trusted services in, since they have no address in our network:
/// https://learn.microsoft.com/azure/key-vault/general/overview-vnet-service-endpoints#trusted-services
/// </remarks>
public sealed record CustomerManagedKey
{
    /// <summary>Id of the vault.</summary>
    public required Input<string> Vault { get; init; }

    /// <summary>URL of the key, <c>https://{vault}/keys/{name}</c>. A version after it is left out, so that a rotated key is taken up by itself.</summary>
    public required Input<string> Url { get; init; }

    /// <summary>URL of the vault.</summary>
    internal Output<string> VaultUrl => Part(url => url.GetLeftPart(UriPartial.Authority));

    /// <summary>Name of the key.</summary>
    internal Output<string> Name => Part(NameOf);

    /// <summary>URL of the key without a version.</summary>
    internal Output<string> Newest => Part(url => $"{url.GetLeftPart(UriPartial.Authority)}/keys/{NameOf(url)}");

    private static string NameOf(Uri url) => url.Segments[2].TrimEnd('/');

    private Output<string> Part(Func<Uri, string> part) => Url.ToOutput().Apply(url => part(new Uri(url)));
}
