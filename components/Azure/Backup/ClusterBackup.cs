using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Storage;
using K8tre.Components.Egress;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.DataProtection;
using Pulumi.AzureNative.DataProtection.Inputs;
using Pulumi.AzureNative.KubernetesConfiguration;
using Pulumi.AzureNative.KubernetesConfiguration.Inputs;
using ClusterParametersArgs = Pulumi.AzureNative.DataProtection.Inputs.KubernetesClusterBackupDatasourceParametersArgs;
using NativeInstance = Pulumi.AzureNative.DataProtection.BackupInstance;

namespace K8tre.Components.Azure.Backup;

/// <summary>
/// Daily backup of a cluster: its Kubernetes objects to blobs, and its volumes as disk snapshots. File shares are not included: deleted
/// shares can be restored in their storage account.
/// </summary>
/// <remarks>
/// Azure recommends it over backups of single disks for AKS: https://learn.microsoft.com/azure/backup/disk-backup-support-matrix.
/// Roles: https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept#required-roles-and-permissions.
/// Snapshots are not copied to the vault: that needs disks with public network access.
/// https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix
/// </remarks>
public sealed class ClusterBackup : ComponentResource
{
    private const string Container = "backup", ClusterType = "Microsoft.ContainerService/managedClusters";

    /// <summary>
    /// Installs the backup extension in the cluster of the inherited provider, and protects the cluster with the vault's policy.
    /// </summary>
    public ClusterBackup(string name, ClusterBackupArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ClusterBackup", name, options)
    {
        var (cluster, vault) = (args.Cluster, args.Vault);
        var policies = new BackupPolicies($"{name}-network-policy", new() { Parent = this });
        var objects = CreateAccount(name, args);
        // Pods of the extension need the cluster's network, nodes and policies. AKS rejects an extension while it creates node pools.
        var extension = new Extension(name, Inputs(args, objects), new() { Parent = this, DependsOn = [policies, .. cluster.NodePools] });
        var access = new TrustedAccessRoleBinding($"{name}-access", new()
        {
            TrustedAccessRoleBindingName = "backup",
            ResourceName = cluster.ClusterName,
            ResourceGroupName = cluster.Scope.ResourceGroup,
            SourceResourceId = vault.Id,
            Roles = { "Microsoft.DataProtection/backupVaults/backup-operator" },
            // AKS rejects the binding while it creates node pools.
        }, new() { Parent = this, DependsOn = [policies, .. cluster.NodePools] });
        var extensionPrincipal = extension.AksAssignedIdentity.Apply(identity => identity!.PrincipalId);
        Resource[] grants =
        [
            Grant("cluster", BuiltInRole.Reader, vault.PrincipalId, cluster.Id),
            Grant("snapshots", BuiltInRole.Reader, vault.PrincipalId, args.Snapshots.GroupId),
            Grant("writes-snapshots", BuiltInRole.Contributor, cluster.ControlPrincipal, args.Snapshots.GroupId),
            Grant("writes-objects", BuiltInRole.StorageBlobDataContributor, extensionPrincipal, objects.Id),
        ];

        Id = new NativeInstance($"{name}-instance", new()
        {
            BackupInstanceName = name,
            VaultName = vault.VaultName,
            ResourceGroupName = vault.ResourceGroup,
            Properties = Instance(name, args),
            // Azure validates the instance at once: the vault's access, the roles and the storage account must exist.
        }, new() { Parent = this, Protect = true, RetainOnDelete = true, DependsOn = [access, objects, .. grants] }).Id;
        AccountId = objects.Id;

        RegisterOutputs();

        RoleGrant Grant(string word, BuiltInRole role, Input<string> principal, Input<string> resource) => new(
            $"{name}-{word}",
            new() { Role = role, Scope = args.Scope, PrincipalId = principal, ResourceId = resource },
            new() { Parent = this });
    }

    /// <summary>Id of the backup instance.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Id of the storage account with the backups of Kubernetes objects.</summary>
    [Output("accountId")]
    public Output<string> AccountId { get; private set; }

    /// <summary>
    /// Returns the egress rules of the backup extension and its agents. They also need <see cref="BackupPolicies"/> in the cluster.
    /// </summary>
    /// <param name="region">Azure region of the cluster.</param>
    public static IReadOnlyList<EgressRule> Egress(string region) =>
    [
        new(
            "aks-extensions", "agents in the cluster fetch what the backup extension is to do, and report",
            new("https://learn.microsoft.com/azure/aks/outbound-rules-control-egress#cluster-extensions"),
            $"{region}.dp.kubernetesconfiguration.azure.com", "*.ingestion.msftcloudes.com", "*.microsoftmetrics.com"),
    ];

    private BlobAccount CreateAccount(string name, ClusterBackupArgs args) => new($"{name}-objects", new()
    {
        Scope = args.Scope,
        AccountName = args.AccountName,
        IsZoneRedundant = args.IsZoneRedundant,
        Subnet = args.Subnet,
        Zone = args.Zone,
        LogWorkspace = args.LogWorkspace,
        Containers = [Container],
        Trusted = new Dictionary<string, Input<string>> { ["vault"] = args.Vault.Id },
        Key = args.Key,
    }, new() { Parent = this });

    private static ExtensionArgs Inputs(ClusterBackupArgs args, BlobAccount objects)
    {
        const string location = "configuration.backupStorageLocation";
        return new()
        {
            // Azure Backup requires this name: https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-manage-backups
            ExtensionName = "azure-aks-backup",
            ExtensionType = "microsoft.dataprotection.kubernetes",
            ClusterRp = "Microsoft.ContainerService",
            ClusterResourceName = "managedClusters",
            ClusterName = args.Cluster.ClusterName,
            ResourceGroupName = args.Cluster.Scope.ResourceGroup,
            ReleaseTrain = "stable",
            AutoUpgradeMinorVersion = true,
            Scope = new ScopeArgs { Cluster = new ScopeClusterArgs { ReleaseNamespace = BackupPolicies.Namespace } },
            ConfigurationSettings =
            {
                [$"{location}.bucket"] = Container,
                [$"{location}.config.storageAccount"] = objects.AccountName,
                [$"{location}.config.resourceGroup"] = args.Scope.ResourceGroup,
                [$"{location}.config.subscriptionId"] = args.Scope.SubscriptionId,
                // The extension signs in to Entra: the account's keys are disabled.
                [$"{location}.config.useAAD"] = "true",
                [$"{location}.config.storageAccountURI"] = objects.BlobUrl,
                ["credentials.tenantId"] = args.Scope.TenantId,
            },
        };
    }

    private static Pulumi.AzureNative.DataProtection.Inputs.BackupInstanceArgs Instance(string name, ClusterBackupArgs args) => new()
    {
        ObjectType = "BackupInstance",
        FriendlyName = name,
        DataSourceInfo = new DatasourceArgs
        {
            ObjectType = "Datasource",
            DatasourceType = ClusterType,
            ResourceType = ClusterType,
            ResourceID = args.Cluster.Id,
            ResourceUri = args.Cluster.Id,
            ResourceName = args.Cluster.ClusterName,
            ResourceLocation = args.Scope.Region,
        },
        DataSourceSetInfo = new DatasourceSetArgs
        {
            ObjectType = "DatasourceSet",
            DatasourceType = ClusterType,
            ResourceType = ClusterType,
            ResourceID = args.Cluster.Id,
            ResourceUri = args.Cluster.Id,
            ResourceName = args.Cluster.ClusterName,
            ResourceLocation = args.Scope.Region,
        },
        PolicyInfo = new PolicyInfoArgs
        {
            PolicyId = args.Vault.ClusterPolicy,
            PolicyParameters = new PolicyParametersArgs
            {
                DataStoreParametersList =
                {
                    new AzureOperationalStoreParametersArgs
                    {
                        ObjectType = "AzureOperationalStoreParameters",
                        DataStoreType = DataStoreTypes.OperationalStore,
                        ResourceGroupId = args.Snapshots.GroupId,
                    },
                },
                BackupDatasourceParametersList = new Union<BlobBackupDatasourceParametersArgs, ClusterParametersArgs>[]
                {
                    new ClusterParametersArgs
                    {
                        ObjectType = "KubernetesClusterBackupDatasourceParameters",
                        IncludeClusterScopeResources = true,
                        SnapshotVolumes = true,
                    },
                },
            },
        },
    };
}
