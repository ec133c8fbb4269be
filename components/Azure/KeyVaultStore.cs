using System.Text.Json;
using K8tre.Components.Clusters;
using Pulumi.AzureNative.KeyVault.Inputs;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using KeyVaultSecret = Pulumi.AzureNative.KeyVault.Secret;

namespace K8tre.Components.Azure;

/// <summary>Inputs of <see cref="KeyVaultStore"/>.</summary>
public sealed record KeyVaultStoreArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureSite Site { get; init; }

    /// <summary>The vault.</summary>
    public required ClusterVault Vault { get; init; }

    /// <summary>URL of the cluster's token issuer.</summary>
    public required Input<string> Issuer { get; init; }
}

/// <summary>
/// K8TRE's source secrets in the cluster's vault, a JSON object each, and who may read them: one ServiceAccount, whose tokens External Secrets asks for.
/// Its own account opens nothing.
/// </summary>
/// <remarks>https://external-secrets.io/v2.0.0/provider/azure-key-vault/#referenced-service-account</remarks>
public sealed class KeyVaultStore : ComponentResource, ISecretStore
{
    private const string Namespace = "secret-store", Reader = "key-vault-reader";

    private readonly string _name;
    private readonly KeyVaultStoreArgs _args;

    /// <summary>Makes the identity that reads the vault.</summary>
    public KeyVaultStore(string name, KeyVaultStoreArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:KeyVaultStore", name, options)
    {
        (_name, _args) = (name, args);
        Identity = new($"{name}-reader", new()
        {
            Site = args.Site,
            Issuer = args.Issuer,
            Namespace = Namespace,
            ServiceAccount = Reader,
            Roles = new Dictionary<string, (BuiltInRole, Input<string>)> { ["vault"] = (BuiltInRole.KeyVaultSecretsUser, args.Vault.Id) },
        }, new() { Parent = this });

        RegisterOutputs();
    }

    /// <summary>
    /// K8TRE has no overlay for a vault. That of AWS makes the store's object and nothing else; the one of Kubernetes would let External Secrets read
    /// every Secret of the cluster besides.
    /// </summary>
    /// <remarks>https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/secret-store</remarks>
    public string Label => "aws";

    /// <summary>As whom External Secrets reads the vault; the vault has grants to it.</summary>
    public WorkloadIdentity Identity { get; }

    /// <summary>What External Secrets is told. Not the tenant: the ServiceAccount names it, and it takes one of the two only.</summary>
    public Output<string>? Provider => _args.Vault.Url.Apply(vaultUrl => JsonSerializer.Serialize(new
    {
        azurekv = new { authType = "WorkloadIdentity", serviceAccountRef = new { name = Reader, @namespace = Namespace }, vaultUrl },
    }));

    /// <inheritdoc/>
    public IEnumerable<Output<string>> Write(string name, IReadOnlyDictionary<string, InputMap<string>> secrets, CustomResourceOptions options)
    {
        // In the cluster: options are those of what lies there.
        var home = new Namespace(name, new() { Metadata = new ObjectMetaArgs { Name = Namespace } }, options);
        var reader = new ServiceAccount($"{name}-reader", new ServiceAccountArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = Reader,
                Namespace = home.Metadata.Apply(metadata => metadata.Name),
                Annotations = { ["azure.workload.identity/client-id"] = Identity.ClientId, ["azure.workload.identity/tenant-id"] = _args.Site.TenantId },
            },
            // Nothing runs under it: no pod shall find the token in its files.
            AutomountServiceAccountToken = false,
        }, options);
        return [reader.Id, .. secrets.Select(secret => InVault(secret.Key, secret.Value).Id)];
    }

    private KeyVaultSecret InVault(string secretName, InputMap<string> values) => new($"{_name}-{secretName}", new()
    {
        SecretName = secretName,
        VaultName = _args.Vault.Name,
        ResourceGroupName = _args.Site.ResourceGroup,
        Properties = new SecretPropertiesArgs
        {
            ContentType = "application/json",
            Value = Output.CreateSecret(values.ToOutput().Apply(keys => JsonSerializer.Serialize(new SortedDictionary<string, string>(keys, StringComparer.Ordinal)))),
        },
        // Deleting asks the vault itself and not Azure's API, and so a right to its secrets, which whoever deploys does not need. They go with the vault.
    }, new() { Parent = this, RetainOnDelete = true });
}
