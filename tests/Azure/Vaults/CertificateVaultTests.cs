using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Vaults;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;

namespace K8tre.Tests.Azure.Vaults;

public sealed class CertificateVaultTests
{
    [Fact]
    public async Task It_is_private_cannot_be_purged_and_has_an_audit_log()
    {
        var graph = await GraphAsync();

        var vault = graph.OfType("azure-native:keyvault:Vault")["certificates"]["properties"]!;
        Assert.Equal(("Disabled", "Deny"), ((string?)vault["publicNetworkAccess"], (string?)vault.At("networkAcls.defaultAction")));
        Assert.True((bool)vault["enablePurgeProtection"]! && (bool)vault["enableRbacAuthorization"]! && (bool)vault["enableSoftDelete"]!);
        var endpoint = graph.OfType("azure-native:network:PrivateEndpoint")["certificates-endpoint"];
        Assert.Equal("certificates-id", (string?)endpoint.At("privateLinkServiceConnections.0.privateLinkServiceId"));
        Assert.Equal(
            "AuditEvent",
            (string?)graph.OfType("azure-native:monitor:DiagnosticSetting")["certificates-logs"].At("logs.0.category"));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task It_is_empty_if_operators_import_their_certificates() =>
        Assert.Empty((await GraphAsync()).OfType("azure-native:keyvault:Secret"));

    [Fact]
    public async Task A_given_certificate_is_secret_in_the_vault_and_in_the_state()
    {
        var isSecret = new List<bool>();
        var graph = await GraphAsync(args => args with
        {
            Certificates = new Dictionary<string,
            Input<string>>
            { ["tls-dev"] = "cGZ4" },
        }, resource =>
        {
            if (resource.Args is SecretArgs secret)
                isSecret.Add(
                    Output.IsSecretAsync(
                        secret.Properties.Apply(
                            properties => ((SecretPropertiesArgs)properties).Value.ToOutput())).GetAwaiter().GetResult());
            return null;
        });

        var certificate = graph.OfType("azure-native:keyvault:Secret")["certificates-tls-dev"];
        Assert.Equal(
            ("tls-dev", "cGZ4", "application/x-pkcs12"),
            (
                (string?)certificate["secretName"],
                (string?)certificate.At("properties.value"),
                (string?)certificate.At("properties.contentType")));
        Assert.Equal([true], isSecret);
    }

    [Fact]
    public async Task It_is_protected_from_deletion()
    {
        var kept = new List<string>();
        await GraphAsync(watch: resource =>
        {
            if (resource.Options.Protect == true)
                kept.Add(resource.Resource.GetResourceName());
            return null;
        });

        Assert.Equal(["certificates"], kept);
    }

    private static async Task<ResourceGraph> GraphAsync(
        Func<CertificateVaultArgs,
        CertificateVaultArgs>? change = null,
        ResourceTransformation? watch = null) =>
        await ResourceGraph.OfAsync(options =>
        {
            var scope = AzureComponents.Scope;
            var zone = new PrivateDnsZone("zone", new() { Scope = scope, Domain = "privatelink.vaultcore.azure.net" }, options);
            if (watch is not null)
                options.ResourceTransformations.Add(watch);
            return new CertificateVault("certificates", (change ?? (args => args))(new()
            {
                Scope = scope,
                VaultName = "kv-certificates",
                Subnet = "/subnet",
                Zone = zone,
                LogWorkspace = AzureComponents.LogWorkspace,
            }), options);
        });
}
