using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Storage;
using K8tre.Components.Egress;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.DataProtection;
using Pulumi.AzureNative.DataProtection.Inputs;
using Pulumi.AzureNative.KubernetesConfiguration;
using Pulumi.AzureNative.KubernetesConfiguration.Inputs;
using NativeInstance = Pulumi.AzureNative.DataProtection.BackupInstance;

namespace K8tre.Components.Azure.Backup;

/// <summary>
/// Backs a cluster up, daily: its objects to blobs, its disks, which Kubernetes makes and Pulumi does not know, as snapshots. Shares it leaves out:
/// deleted ones can be brought back in their account.
/// </summary>
/// <remarks>
/// Azure advises it over backups of single disks for those of AKS: https://learn.microsoft.com/azure/backup/disk-backup-support-matrix.
/// Roles: https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept#required-roles-and-permissions.
/// Snapshots are not copied into the vault: that takes disks which every network may read.
/// https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix
/// </remarks>
public sealed class ClusterBackup : ComponentResource
{
    private const string Container = "backup", ClusterType = "Microsoft.ContainerService/managedClusters";

    /// <summary>Installs the extension, and puts the cluster under the vault's policy.</summary>
    public ClusterBackup(string name, ClusterBackupArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ClusterBackup", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var objects = new BlobAccount($"{name}-objects", new()
        {
            Scope = args.Scope,
            AccountName = args.AccountName,
            IsZoneRedundant = args.IsZoneRedundant,
            Subnet = args.Subnet,
            Zone = args.Zone,
            Logs = args.Logs,
            Containers = [Container],
            Trusted = new Dictionary<string, Input<string>> { ["vault"] = args.Vault.Id },
            Key = args.Key,
        }, new() { Parent = this });
        var extension = new Extension(name, Inputs(args, objects), inside);
        var access = new TrustedAccessRoleBinding($"{name}-access", new()
        {
            TrustedAccessRoleBindingName = "backup",
            ResourceName = Output.Tuple(args.ClusterName, args.HasAllPools).Apply(both => both.Item1),
            ResourceGroupName = args.ClusterGroup,
            SourceResourceId = args.Vault.Id,
            Roles = { "Microsoft.DataProtection/backupVaults/backup-operator" },
        }, inside);
        var grants = new[]
        {
            Grant("cluster", BuiltInRole.Reader, args.Vault.PrincipalId, args.Cluster),
            Grant("snapshots", BuiltInRole.Reader, args.Vault.PrincipalId, args.Snapshots.GroupId),
            Grant("writes-snapshots", BuiltInRole.Contributor, args.ClusterPrincipal, args.Snapshots.GroupId),
            Grant("writes-objects", BuiltInRole.StorageBlobDataContributor, extension.AksAssignedIdentity.Apply(identity => identity!.PrincipalId), objects.Id),
        };

        Id = new NativeInstance($"{name}-instance", new()
        {
            BackupInstanceName = name,
            VaultName = args.Vault.VaultName,
            ResourceGroupName = args.Vault.ResourceGroup,
            // Azure tries at once whether it could back the cluster up: what lets it comes first.
            Properties = Output.Tuple(args.Vault.ClusterPolicy, access.Id, Output.All(grants)).Apply(ready => Instance(name, args, ready.Item1)),
        }, new() { Parent = this, Protect = true, RetainOnDelete = true }).Id;

        AccountId = objects.Id;

        RegisterOutputs();

        Output<string> Grant(string role, BuiltInRole granted, Input<string> principal, Input<string> scope) =>
            granted.Grant($"{name}-{role}", args.Scope, principal, scope, inside).Id;
    }

    /// <summary>Id of the backup instance. Known once the cluster is under the policy.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Id of the account with the cluster's objects.</summary>
    [Output("accountId")]
    public Output<string> AccountId { get; private set; }

    /// <summary>What the extension and its agents reach, beside what every cluster does. Pods of ours need it too: <see cref="BackupPolicies"/>.</summary>
    /// <param name="region">Azure region of the cluster.</param>
    public static IReadOnlyList<EgressRule> Egress(string region) =>
    [
        new(
            "aks-extensions", "agents in the cluster fetch what the backup extension is to do, and report",
            new("https://learn.microsoft.com/azure/aks/outbound-rules-control-egress#cluster-extensions"),
            $"{region}.dp.kubernetesconfiguration.azure.com", "*.ingestion.msftcloudes.com", "*.microsoftmetrics.com"),
    ];

    private static ExtensionArgs Inputs(ClusterBackupArgs args, BlobAccount objects)
    {
        const string location = "configuration.backupStorageLocation";
        return new()
        {
            // Azure Backup looks for this name: https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-manage-backups
            ExtensionName = "azure-aks-backup",
            ExtensionType = "microsoft.dataprotection.kubernetes",
            ClusterRp = "Microsoft.ContainerService",
            ClusterResourceName = "managedClusters",
            ClusterName = args.ClusterName,
            ResourceGroupName = args.ClusterGroup,
            ReleaseTrain = "stable",
            AutoUpgradeMinorVersion = true,
            Scope = new ScopeArgs { Cluster = new ScopeClusterArgs { ReleaseNamespace = BackupPolicies.Namespace } },
            ConfigurationSettings =
            {
                [$"{location}.bucket"] = Container,
                [$"{location}.config.storageAccount"] = objects.AccountName,
                [$"{location}.config.resourceGroup"] = args.Scope.ResourceGroup,
                [$"{location}.config.subscriptionId"] = args.Scope.SubscriptionId,
                // Entra opens the account, since its keys open nothing.
                [$"{location}.config.useAAD"] = "true",
                [$"{location}.config.storageAccountURI"] = objects.BlobUrl,
                ["credentials.tenantId"] = args.Scope.TenantId,
            },
        };
    }

    private static Pulumi.AzureNative.DataProtection.Inputs.BackupInstanceArgs Instance(string name, ClusterBackupArgs args, string policy) => new()
    {
        ObjectType = "BackupInstance",
        FriendlyName = name,
        DataSourceInfo = new DatasourceArgs
        {
            ObjectType = "Datasource",
            DatasourceType = ClusterType,
            ResourceType = ClusterType,
            ResourceID = args.Cluster,
            ResourceUri = args.Cluster,
            ResourceName = args.ClusterName,
            ResourceLocation = args.Scope.Region,
        },
        DataSourceSetInfo = new DatasourceSetArgs
        {
            ObjectType = "DatasourceSet",
            DatasourceType = ClusterType,
            ResourceType = ClusterType,
            ResourceID = args.Cluster,
            ResourceUri = args.Cluster,
            ResourceName = args.ClusterName,
            ResourceLocation = args.Scope.Region,
        },
        PolicyInfo = new PolicyInfoArgs
        {
            PolicyId = policy,
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
                BackupDatasourceParametersList = new Union<BlobBackupDatasourceParametersArgs, KubernetesClusterBackupDatasourceParametersArgs>[]
                {
                    new KubernetesClusterBackupDatasourceParametersArgs
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
