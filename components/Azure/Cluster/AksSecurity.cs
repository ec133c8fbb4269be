using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;

namespace K8tre.Components.Azure.Cluster;

/// <summary>What guards a cluster from within: the key of its Secrets, and what Azure runs in it.</summary>
internal static class AksSecurity
{
    private const int HoursBetweenCleanings = 168;

    /// <summary>The cluster's security profile.</summary>
    /// <remarks>https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption, https://learn.microsoft.com/azure/aks/image-cleaner</remarks>
    public static ManagedClusterSecurityProfileArgs Profile(AksClusterArgs cluster)
    {
        var profile = new ManagedClusterSecurityProfileArgs
        {
            WorkloadIdentity = new ManagedClusterSecurityProfileWorkloadIdentityArgs { Enabled = true },
            ImageCleaner = new ManagedClusterSecurityProfileImageCleanerArgs { Enabled = true, IntervalHours = HoursBetweenCleanings },
            AzureKeyVaultKms = new AzureKeyVaultKmsArgs
            {
                Enabled = true,
                KeyId = cluster.Vault.EtcdKey,
                KeyVaultNetworkAccess = KeyVaultNetworkAccessTypes.Private,
                KeyVaultResourceId = cluster.Vault.Id,
            },
        };
        if (cluster.AddOns.HasDefenderIn(cluster.Environment))
        {
            profile.Defender = new ManagedClusterSecurityProfileDefenderArgs
            {
                LogAnalyticsWorkspaceResourceId = cluster.Logs.Id,
                SecurityMonitoring = new ManagedClusterSecurityProfileDefenderSecurityMonitoringArgs { Enabled = true },
            };
        }
        return profile;
    }

    /// <summary>The cluster's add-ons, by Azure's names for them.</summary>
    /// <remarks>
    /// https://learn.microsoft.com/azure/aks/use-azure-policy, https://learn.microsoft.com/azure/aks/csi-secrets-store-configuration-options,
    /// https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable
    /// </remarks>
    public static InputMap<ManagedClusterAddonProfileArgs> AddOns(AksClusterArgs cluster)
    {
        var addOns = new InputMap<ManagedClusterAddonProfileArgs> { ["azurepolicy"] = new ManagedClusterAddonProfileArgs { Enabled = cluster.AddOns.HasPolicy } };
        if (cluster.AddOns.HasKeyVaultDriver)
            addOns.Add("azureKeyvaultSecretsProvider", new ManagedClusterAddonProfileArgs { Enabled = true, Config = { ["enableSecretRotation"] = "true" } });
        if (cluster.AddOns.HasContainerLogs)
        {
            addOns.Add("omsagent", new ManagedClusterAddonProfileArgs
            {
                Enabled = true,
                // The workspace takes no shared keys.
                Config = { ["logAnalyticsWorkspaceResourceID"] = cluster.Logs.Id, ["useAADAuth"] = "true" },
            });
        }
        return addOns;
    }
}
