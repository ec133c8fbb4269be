using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Inputs of a managed cluster for the encryption of Secrets and for add-ons.</summary>
internal static class AksSecurity
{
    private const int HoursBetweenCleanings = 168;

    /// <summary>Returns the security profile of the cluster.</summary>
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
                LogAnalyticsWorkspaceResourceId = cluster.LogWorkspace,
                SecurityMonitoring = new ManagedClusterSecurityProfileDefenderSecurityMonitoringArgs { Enabled = true },
            };
        }
        return profile;
    }

    /// <summary>Returns the add-on profiles of the cluster by Azure's names.</summary>
    /// <remarks>
    /// https://learn.microsoft.com/azure/aks/use-azure-policy, https://learn.microsoft.com/azure/aks/csi-secrets-store-configuration-options,
    /// https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable
    /// </remarks>
    public static InputMap<ManagedClusterAddonProfileArgs> AddOns(AksClusterArgs cluster)
    {
        var addOns = new InputMap<ManagedClusterAddonProfileArgs>
        {
            ["azurepolicy"] = new ManagedClusterAddonProfileArgs { Enabled = cluster.AddOns.HasPolicy },
        };
        if (cluster.AddOns.HasKeyVaultDriver)
        {
            addOns.Add("azureKeyvaultSecretsProvider", new ManagedClusterAddonProfileArgs
            {
                Enabled = true,
                Config = { ["enableSecretRotation"] = "true" },
            });
        }
        if (cluster.AddOns.HasContainerLogs)
        {
            addOns.Add("omsagent", new ManagedClusterAddonProfileArgs
            {
                Enabled = true,
                // The shared keys of the workspace are disabled.
                Config = { ["logAnalyticsWorkspaceResourceID"] = cluster.LogWorkspace, ["useAADAuth"] = "true" },
            });
        }
        return addOns;
    }
}
