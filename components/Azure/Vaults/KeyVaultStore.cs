using System.Text.Json;
using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Clusters;
using Pulumi.AzureNative.KeyVault.Inputs;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using KeyVaultSecret = Pulumi.AzureNative.KeyVault.Secret;

namespace K8tre.Components.Azure.Vaults;

/// <summary>Inputs of <see cref="KeyVaultStore"/>.</summary>
public sealed record KeyVaultStoreArgs
{
    /// <summary>Scope of the reader's identity.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Key vault of the cluster.</summary>
    public required ClusterVault Vault { get; init; }

    /// <summary>URL of the cluster's OIDC issuer.</summary>
    public required Input<string> Issuer { get; init; }
}

/// <summary>
/// K8TRE's source secrets in the cluster's key vault, each as a JSON object, and the identity that reads them. External Secrets requests
/// tokens of one ServiceAccount; its own account has no access.
/// </summary>
/// <remarks>https://external-secrets.io/v2.0.0/provider/azure-key-vault/#referenced-service-account</remarks>
public sealed class KeyVaultStore : ComponentResource, ISecretStore
{
    private const string Namespace = "secret-store", Reader = "key-vault-reader";

    private readonly string _name;
    private readonly KeyVaultStoreArgs _args;

    /// <summary>Creates the identity that reads the vault.</summary>
    public KeyVaultStore(string name, KeyVaultStoreArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:KeyVaultStore", name, options)
    {
        (_name, _args) = (name, args);
        Identity = new($"{name}-reader", new()
        {
            Scope = args.Scope,
            Issuer = args.Issuer,
            Namespace = Namespace,
            ServiceAccount = Reader,
            Roles = new Dictionary<string, (BuiltInRole, Input<string>)> { ["vault"] = (BuiltInRole.KeyVaultSecretsUser, args.Vault.Id) },
        }, new() { Parent = this });

        RegisterOutputs();
    }

    /// <summary>
    /// Gets the overlay of the store's object. K8TRE has no overlay for a key vault. The overlay of AWS creates only the store's object;
    /// that of Kubernetes would also allow External Secrets to read every Secret of the cluster.
    /// </summary>
    /// <remarks>https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/secret-store</remarks>
    public string Label => "aws";

    /// <summary>Identity with which External Secrets reads the vault.</summary>
    public WorkloadIdentity Identity { get; }

    /// <summary>Gets the store's configuration as JSON.</summary>
    /// <remarks>The ServiceAccount names the tenant. External Secrets accepts the tenant in only one place.</remarks>
    public Output<string>? Provider => _args.Vault.Url.Apply(vaultUrl => JsonSerializer.Serialize(new
    {
        azurekv = new { authType = "WorkloadIdentity", serviceAccountRef = new { name = Reader, @namespace = Namespace }, vaultUrl },
    }));

    /// <inheritdoc/>
    public IReadOnlyList<Resource> Write(string name, IReadOnlyDictionary<string, InputMap<string>> secrets, CustomResourceOptions options)
    {
        // The options are those of resources in the cluster.
        var home = new Namespace(name, new() { Metadata = new ObjectMetaArgs { Name = Namespace } }, options);
        var reader = new ServiceAccount($"{name}-reader", new ServiceAccountArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = Reader,
                Namespace = home.Metadata.Apply(metadata => metadata.Name),
                Annotations =
                {
                    ["azure.workload.identity/client-id"] = Identity.ClientId,
                    ["azure.workload.identity/tenant-id"] = _args.Scope.TenantId,
                },
            },
            // No pod runs as this account, and none gets its token.
            AutomountServiceAccountToken = false,
        }, CustomResourceOptions.Merge(options, new() { DependsOn = { Identity } }));
        return [reader, .. secrets.Select(secret => CreateSecret(secret.Key, secret.Value))];
    }

    private KeyVaultSecret CreateSecret(string secretName, InputMap<string> values) => new($"{_name}-{secretName}", new()
    {
        SecretName = secretName,
        VaultName = _args.Vault.Name,
        // The vault is kept in another resource group than the identity.
        ResourceGroupName = _args.Vault.ResourceGroup,
        Properties = new SecretPropertiesArgs
        {
            ContentType = "application/json",
            Value = Output.CreateSecret(values.ToOutput()
                .Apply(keys => JsonSerializer.Serialize(new SortedDictionary<string, string>(keys, StringComparer.Ordinal)))),
        },
        // Deletion uses the vault's own API and would need a role on its secrets, which deployments do not need otherwise. The secrets are
        // deleted with the vault.
    }, new() { Parent = this, RetainOnDelete = true });
}
