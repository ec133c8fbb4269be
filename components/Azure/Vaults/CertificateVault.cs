using System.Collections.ObjectModel;
using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;

namespace K8tre.Components.Azure.Vaults;

/// <summary>Inputs of <see cref="CertificateVault"/>.</summary>
public sealed record CertificateVaultArgs
{
    /// <summary>Scope of the vault, in the subscription of the application gateway.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Globally unique name of the vault, at most 24 characters.</summary>
    public required string VaultName { get; init; }

    /// <summary>Id of the subnet of the private endpoint.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>Private DNS zone <c>privatelink.vaultcore.azure.net</c>.</summary>
    public required IPrivateDnsZone Zone { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the audit log.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>
    /// Certificates with private keys by their names in the vault: PFX without a password, in base64. Default: none; operators import them before the
    /// application gateway is created.
    /// </summary>
    public IReadOnlyDictionary<string, Input<string>> Certificates { get; init; } = ReadOnlyDictionary<string, Input<string>>.Empty;
}

/// <summary>Key vault with the public certificates of the platform. The application gateway reads them every four hours.</summary>
/// <remarks>https://learn.microsoft.com/azure/application-gateway/key-vault-certs</remarks>
public sealed class CertificateVault : ComponentResource
{
    private readonly CertificateVaultArgs _args;

    /// <summary>Creates the vault and stores the given certificates.</summary>
    public CertificateVault(string name, CertificateVaultArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:CertificateVault", name, options)
    {
        _args = args;
        var vault = new Vault(
            name, KeyVaultDefaults.For(args.Scope, args.VaultName, SkuName.Standard), new() { Parent = this, Protect = true });
        _ = new DiagnosticLogs(
            $"{name}-logs", new() { Resource = vault.Id, Workspace = args.LogWorkspace, Categories = ["AuditEvent"] }, new() { Parent = this });
        _ = new PrivateEndpoint($"{name}-endpoint", new()
        {
            Scope = args.Scope,
            Subnet = args.Subnet,
            Target = vault.Id,
            Service = "vault",
            Zone = args.Zone,
        }, new() { Parent = this });
        foreach (var (certificate, value) in args.Certificates)
        {
            _ = new Secret($"{name}-{certificate}", new()
            {
                SecretName = certificate,
                VaultName = vault.Name,
                ResourceGroupName = args.Scope.ResourceGroup,
                Properties = new SecretPropertiesArgs { Value = Output.CreateSecret(value.ToOutput()), ContentType = "application/x-pkcs12" },
            }, new() { Parent = this });
        }
        Id = vault.Id;

        RegisterOutputs();
    }

    /// <summary>Id of the vault.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Returns the URL of a certificate and its key, without a version: readers get the newest version.</summary>
    /// <param name="certificate">Name of the certificate in the vault.</param>
    internal string SecretId(string certificate) => $"https://{_args.VaultName}.vault.azure.net/secrets/{certificate}";
}
