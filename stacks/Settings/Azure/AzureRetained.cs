using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.Sources;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>Resource of a platform that stays in Azure, or in its soft delete, after the platform is destroyed.</summary>
/// <param name="Type">Type of the resource in the program.</param>
/// <param name="Name">Name of the resource in the program.</param>
/// <param name="Id">Id in Azure.</param>
/// <param name="Holder">
/// Id of the resource that contains it, or that needs it. A resource that no listed resource contains holds itself.
/// </param>
internal sealed record AzureRetainedResource(string Type, string Name, string Id, string Holder);

/// <summary>Resources of a platform that stay in Azure after it is destroyed. Their names are the same in each deployment.</summary>
/// <param name="platform">Settings of the platform, with its name and its subscription.</param>
internal sealed class AzureRetained(PlatformSettings platform)
{
    private readonly string _subscription = platform.Azure!.SubscriptionId;

    /// <summary>Returns the resources: those of the platform, then those of each cluster.</summary>
    public IReadOnlyList<AzureRetainedResource> All()
    {
        var (name, flows) = (platform.Name, $"{platform.Name}-flows");
        var vault = Vault($"{flows}-vault", $"rg-{flows}", flows);
        List<AzureRetainedResource> all =
        [
            Group($"rg-{flows}"),
            vault,
            Key(vault, "storage"),
            .. Account(flows, $"rg-{flows}", "fl", name, vault),
        ];
        if (platform.Environments.Count > 0)
            all.AddRange([Group($"rg-{name}-backups"), .. BackupVault()]);
        if (platform.Environments.Any(target => target.Aks?.PublicGateway == true))
            all.AddRange(CertificateVault());
        if (platform.Azure!.RegistryAccounts.Count > 0)
            all.AddRange(RegistryVault());
        if (platform.Management.Mode == ManagementMode.Cluster)
            all.AddRange(Cluster(ClusterSpec.ManagementName(name), "etcd", "disks"));
        all.AddRange(platform.Environments.SelectMany(Environment));
        return all;
    }

    private IEnumerable<AzureRetainedResource> Environment(EnvironmentSettings target)
    {
        var name = ClusterSpec.TargetName(platform.Name, target.Environment);
        var kept = $"rg-{name}-data";
        var vault = Vault(name);
        var shares = Top("storage:StorageAccount", $"{name}-shares", kept, $"Microsoft.Storage/storageAccounts/{Unique("st", name)}");
        var backups = Account($"{name}-backup-objects", kept, "bk", name, vault);
        List<AzureRetainedResource> all =
        [
            .. Cluster(name, "etcd", "disks", "storage"),
            Group($"rg-{name}-snapshots"),
            shares,
            Inside(shares, "storage:FileServiceProperties", $"{name}-shares-shares", "fileServices/default"),
            .. Encryption(shares, kept, vault),
            .. backups,
            Inside(backups[0], "storage:BlobContainer", $"{name}-backup-objects-backup", "blobServices/default/containers/backup"),
        ];
        if (target.Aks?.DataAccount == true)
            all.AddRange(Account($"{name}-data", kept, "sd", name, vault));
        if (target.SecretStore == SecretStoreKind.KeyVault)
        {
            all.AddRange(SourceSecret.All.Select(secret =>
                Inside(vault, "keyvault:Secret", $"{name}-secret-store-{secret.Name}", $"secrets/{secret.Name}")));
        }
        return all;
    }

    private IEnumerable<AzureRetainedResource> Cluster(string name, params IEnumerable<string> keys)
    {
        var vault = Vault(name);
        return
        [
            Group($"rg-{name}-data"),
            vault,
            .. keys.Select(key => Key(vault, key)),
        ];
    }

    private AzureRetainedResource Vault(string cluster) => Vault($"{cluster}-vault", $"rg-{cluster}-data", cluster);

    private AzureRetainedResource Vault(string name, string group, string owner) =>
        Top("keyvault:Vault", name, group, $"Microsoft.KeyVault/vaults/{Unique("kv", owner)}");

    private static AzureRetainedResource Key(AzureRetainedResource vault, string key) =>
        Inside(vault, "keyvault:Key", $"{vault.Name}-{key}", $"keys/{key}");

    // Without both, the account cannot use its key.
    private IEnumerable<AzureRetainedResource> Encryption(AzureRetainedResource account, string group, AzureRetainedResource vault)
    {
        var name = $"{account.Name}-identity";
        yield return new(
            "azure-native:managedidentity:UserAssignedIdentity", name,
            $"{GroupId(group)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-{name}", account.Id);
        yield return new(
            "azure-native:authorization:RoleAssignment", $"{name}-key",
            $"{vault.Id}/providers/Microsoft.Authorization/roleAssignments/{EncryptionIdentity.GrantNameOf(_subscription, name)}",
            account.Id);
    }

    private AzureRetainedResource[] Account(string name, string group, string prefix, string owner, AzureRetainedResource vault)
    {
        var account = Top("storage:StorageAccount", name, group, $"Microsoft.Storage/storageAccounts/{Unique(prefix, owner)}");
        return
        [
            account,
            Inside(account, "storage:BlobServiceProperties", $"{name}-blobs", "blobServices/default"),
            Inside(account, "storage:ManagementPolicy", $"{name}-lifecycle", "managementPolicies/default"),
            .. Encryption(account, group, vault),
        ];
    }

    private IEnumerable<AzureRetainedResource> BackupVault()
    {
        var name = $"{platform.Name}-backups";
        var vault = Top(
            "dataprotection:BackupVault", name, $"rg-{name}", $"Microsoft.DataProtection/backupVaults/bv-{platform.Name}");
        return
        [
            vault,
            Inside(vault, "dataprotection:BackupPolicy", $"{name}-clusters", "backupPolicies/clusters"),
            .. platform.Environments.Select(target => $"{ClusterSpec.TargetName(platform.Name, target.Environment)}-backup")
                .Select(backup => Inside(vault, "dataprotection:BackupInstance", $"{backup}-instance", $"backupInstances/{backup}")),
        ];
    }

    // It is deleted with the platform. Azure keeps a deleted vault, and its name, for 90 days.
    private IEnumerable<AzureRetainedResource> CertificateVault()
    {
        var name = $"{platform.Name}-certificates";
        var vault = Top(
            "keyvault:Vault", name, $"rg-{platform.Name}-hub", $"Microsoft.KeyVault/vaults/{Unique("kc", platform.Name)}");
        return
        [
            vault,
            .. platform.Environments.Where(target => target.Aks?.PublicGateway == true).Select(target => target.Environment.Label())
                .Select(label => Inside(vault, "keyvault:Secret", $"{name}-{label}", $"secrets/{label}")),
        ];
    }

    // Like the vault of certificates.
    private IEnumerable<AzureRetainedResource> RegistryVault()
    {
        var name = $"{platform.Name}-images";
        var vault = Top(
            "keyvault:Vault", $"{name}-vault", $"rg-{platform.Name}-hub", $"Microsoft.KeyVault/vaults/{Unique("kv", name)}");
        return
        [
            vault,
            .. from registry in platform.Azure!.RegistryAccounts
               from role in new[] { "user", "password" }
               let word = $"{registry.Replace('.', '-')}-{role}"
               select Inside(vault, "keyvault:Secret", $"{vault.Name}-{word}", $"secrets/{word}"),
        ];
    }

    private string Unique(string prefix, string name) => AzureScope.UniqueName(prefix, _subscription, name);

    private string GroupId(string group) => $"/subscriptions/{_subscription}/resourceGroups/{group}";

    private AzureRetainedResource Group(string group) => new("azure-native:resources:ResourceGroup", group, GroupId(group), GroupId(group));

    private AzureRetainedResource Top(string type, string name, string group, string path)
    {
        var id = $"{GroupId(group)}/providers/{path}";
        return new($"azure-native:{type}", name, id, id);
    }

    private static AzureRetainedResource Inside(AzureRetainedResource holder, string type, string name, string path) =>
        new($"azure-native:{type}", name, $"{holder.Id}/{path}", holder.Id);
}
