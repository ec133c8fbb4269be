using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;

namespace K8tre.Components.Azure.Storage;

/// <summary>Inputs of <see cref="RegistryVault"/>.</summary>
public sealed record RegistryVaultArgs
{
    /// <summary>Scope of the vault.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Globally unique name of the vault, at most 24 characters.</summary>
    public required string VaultName { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the audit log.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>Accounts, by the host of their registry, like <c>docker.io</c>.</summary>
    public required IReadOnlyDictionary<string, Output<RegistryLogin>> Logins { get; init; }
}

/// <summary>
/// Key vault with the accounts with which the container registry pulls images for its caches. It has no address in the platform's network:
/// only the container registry reads it, as a trusted service.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/container-registry/artifact-cache-cli#create-new-credentials</remarks>
public sealed class RegistryVault : ComponentResource
{
    /// <summary>Creates the vault and its secrets.</summary>
    public RegistryVault(string name, RegistryVaultArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:RegistryVault", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var vault = new Vault(name, KeyVaultDefaults.For(args.Scope, args.VaultName, SkuName.Standard), inside);
        _ = new DiagnosticLogs($"{name}-logs", new() { Resource = vault.Id, Workspace = args.LogWorkspace }, inside);
        Accounts = args.Logins.ToDictionary(login => login.Key, login => new RegistryAccount
        {
            Vault = vault.Id,
            UserSecret = CreateSecret(login.Key, "user", login.Value.Apply(account => account.Username)),
            PasswordSecret = CreateSecret(login.Key, "password", login.Value.Apply(account => account.Password)),
        });

        RegisterOutputs();

        // The container registry always reads the newest version.
        Output<string> CreateSecret(string registry, string role, Output<string> value)
        {
            var word = $"{registry.Replace('.', '-')}-{role}";
            var secret = new Secret($"{name}-{word}", new()
            {
                SecretName = word,
                VaultName = vault.Name,
                ResourceGroupName = args.Scope.ResourceGroup,
                Properties = new SecretPropertiesArgs { ContentType = "text/plain", Value = Output.CreateSecret(value) },
            }, inside);
            return secret.Properties.Apply(properties => properties.SecretUri);
        }
    }

    /// <summary>Accounts, by the host of their registry.</summary>
    public IReadOnlyDictionary<string, RegistryAccount> Accounts { get; }
}
