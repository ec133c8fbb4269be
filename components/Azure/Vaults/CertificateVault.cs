using System.Collections.ObjectModel;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;

namespace K8tre.Components.Azure.Vaults;

/// <summary>Inputs of <see cref="CertificateVault"/>.</summary>
public sealed record CertificateVaultArgs
{
    /// <summary>Where it goes. The gateway has to be in the same subscription.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Name of the vault, unique in the world, at most 24 characters.</summary>
    public required string VaultName { get; init; }

    /// <summary>Id of the subnet of its private endpoint.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>The zone <c>privatelink.vaultcore.azure.net</c>.</summary>
    public required PrivateDnsZone Zone { get; init; }

    /// <summary>Where it logs who used it.</summary>
    public required LogWorkspace Logs { get; init; }

    /// <summary>
    /// Certificates with their keys, by their names in the vault: PFX without a password, in base64. Default: none, operators import them, before the
    /// gateway is made that reads them.
    /// </summary>
    public IReadOnlyDictionary<string, Input<string>> Certificates { get; init; } = ReadOnlyDictionary<string, Input<string>>.Empty;
}

/// <summary>The vault with the certificates that the platform shows to the internet. The gateway reads them anew every four hours.</summary>
/// <remarks>https://learn.microsoft.com/azure/application-gateway/key-vault-certs</remarks>
public sealed class CertificateVault : ComponentResource
{
    private readonly CertificateVaultArgs _args;
    private readonly Dictionary<string, Secret> _certificates;

    /// <summary>Makes the vault, and puts into it what is given.</summary>
    public CertificateVault(string name, CertificateVaultArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:CertificateVault", name, options)
    {
        _args = args;
        var vault = new Vault(
            name, KeyVaultDefaults.For(args.Scope, args.VaultName, SkuName.Standard), new() { Parent = this, Protect = true });
        args.Logs.Collect(name, vault.Id, "AuditEvent");
        var link = new PrivateEndpoint(
            $"{name}-endpoint", new() { Scope = args.Scope, Subnet = args.Subnet, Target = vault.Id, Service = "vault", Zone = args.Zone }, new() { Parent = this });
        _certificates = args.Certificates.ToDictionary(certificate => certificate.Key, certificate => new Secret($"{name}-{certificate.Key}", new()
        {
            SecretName = certificate.Key,
            VaultName = vault.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            Properties = new SecretPropertiesArgs { Value = Output.CreateSecret(certificate.Value.ToOutput()), ContentType = "application/x-pkcs12" },
        }, new() { Parent = this }));

        Id = Output.Tuple(vault.Id, link.IsReady).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>Id of the vault. Known once it answers in our network.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>URL of a certificate and its key, without a version: whoever reads it there gets the newest. Known once it is there, where it was given.</summary>
    /// <param name="certificate">Its name in the vault.</param>
    internal Output<string> SecretId(string certificate) => Output.Tuple(Id, _certificates.TryGetValue(certificate, out var secret) ? secret.Id : Id)
        .Apply(_ => $"https://{_args.VaultName}.vault.azure.net/secrets/{certificate}");
}
