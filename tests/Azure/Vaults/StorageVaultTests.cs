using K8tre.Components.Azure.Vaults;
using Pulumi.AzureNative.KeyVault;

namespace K8tre.Tests.Azure.Vaults;

public sealed class StorageVaultTests
{
    [Fact]
    public async Task It_is_private_and_kept_with_its_key()
    {
        var graph = await GraphAsync();

        var properties = graph.Inputs("azure-native:keyvault:Vault", "flows-vault")["properties"]!;
        Assert.Equal(
            ("Disabled", "Deny", true),
            (
                (string?)properties["publicNetworkAccess"], (string?)properties.At("networkAcls.defaultAction"),
                (bool)properties["enablePurgeProtection"]!));
        Assert.All(
            graph.All<Key>().Append<Resource>(graph.Single<Vault>()),
            kept => Assert.True(graph.Options[kept] is { Protect: true, RetainOnDelete: true }));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Its_key_is_in_an_HSM_wraps_other_keys_and_is_rotated()
    {
        var key = Json.Of((await GraphAsync()).Requests["flows-vault-storage"].Inputs["properties"])!;

        Assert.Equal(("RSA-HSM", 3072), ((string?)key["kty"], (int)(double)key["keySize"]!));
        Assert.Equal("""["wrapKey","unwrapKey"]""", key["keyOps"]!.ToJsonString());
        Assert.Equal("rotate", (string?)key.At("rotationPolicy.lifetimeActions.0.action.type"));
    }

    private static Task<ResourceGraph> GraphAsync() => ResourceGraph.OfAsync(options => new StorageVault(
        "flows-vault",
        new() { Scope = AzureComponents.Scope, VaultName = "kvtre", LogWorkspace = AzureComponents.LogWorkspace },
        options));
}
