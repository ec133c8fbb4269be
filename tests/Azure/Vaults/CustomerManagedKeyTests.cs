using K8tre.Components.Azure.Vaults;

namespace K8tre.Tests.Azure.Vaults;

public sealed class CustomerManagedKeyTests
{
    [Theory, InlineData("https://kv.vault.azure.net/keys/disks"), InlineData("https://kv.vault.azure.net/keys/disks/0123456789abcdef")]
    public async Task The_version_is_omitted_so_that_a_rotated_key_is_used(string url)
    {
        var key = new CustomerManagedKey { Vault = "/vault", Url = url };

        Assert.Equal("https://kv.vault.azure.net/keys/disks", await OutputUtilities.GetValueAsync(key.Newest));
        Assert.Equal(
            ("https://kv.vault.azure.net", "disks"),
            (await OutputUtilities.GetValueAsync(key.VaultUrl), await OutputUtilities.GetValueAsync(key.Name)));
    }
}
