using System.Text.Json.Nodes;
using K8tre.Components.Azure.Vaults;
using Pulumi.AzureNative.KeyVault;

namespace K8tre.Tests.Azure.Vaults;

public sealed class ClusterVaultTests
{
    [Fact]
    public async Task It_is_private_and_nobody_can_purge_it()
    {
        var properties = (await GraphAsync()).Inputs("azure-native:keyvault:Vault", "vault")["properties"]!;

        Assert.Equal(
            ("Disabled", "Deny"),
            ((string?)properties["publicNetworkAccess"], (string?)properties.At("networkAcls.defaultAction")));
        Assert.True((bool)properties["enablePurgeProtection"]!);
        Assert.True((bool)properties["enableRbacAuthorization"]!);
    }

    [Fact]
    public async Task Whoever_destroys_the_platform_has_to_unprotect_it_and_its_keys_first()
    {
        var graph = await GraphAsync();

        Assert.All(graph.All<Key>().Append<Resource>(graph.Single<Vault>()), kept => Assert.True(graph.Options[kept].Protect));
    }

    [Fact]
    public async Task Keys_never_leave_the_hardware_and_do_one_thing_each()
    {
        Assert.All(
            [await KeyAsync("etcd"), await KeyAsync("disks")],
            key => Assert.Equal(("RSA-HSM", 3072), ((string?)key["kty"], (int)(double)key["keySize"]!)));
        Assert.Equal("""["encrypt","decrypt"]""", (await KeyAsync("etcd"))["keyOps"]!.ToJsonString());
        Assert.Equal("""["wrapKey","unwrapKey"]""", (await KeyAsync("disks"))["keyOps"]!.ToJsonString());
    }

    [Fact]
    public async Task The_key_of_the_disks_is_renewed_and_that_of_etcd_stays()
    {
        Assert.Equal(
            ("rotate", "P1Y"),
            (
                (string?)(await KeyAsync("disks")).At("rotationPolicy.lifetimeActions.0.action.type"),
                (string?)(await KeyAsync("disks")).At("rotationPolicy.lifetimeActions.0.trigger.timeAfterCreate")));
        Assert.Null((await KeyAsync("etcd"))["rotationPolicy"]);
    }

    [Fact]
    public async Task Its_url_is_that_of_its_name() =>
        Assert.Equal("https://kvtre.vault.azure.net", await OutputUtilities.GetValueAsync((await GraphAsync()).Single<ClusterVault>().Url));

    private static async Task<JsonNode> KeyAsync(string role) =>
        Json.Of((await GraphAsync()).Requests[$"vault-{role}"].Inputs["properties"])!;

    private static Task<ResourceGraph> GraphAsync() => ResourceGraph.OfAsync(AzureComponents.Vault);
}
