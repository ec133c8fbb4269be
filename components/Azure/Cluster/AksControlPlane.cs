using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Vaults;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;
using UserAssignedIdentityArgs = Pulumi.AzureNative.ContainerService.Inputs.UserAssignedIdentityArgs;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Inputs of the managed cluster, combined from the inputs of each concern.</summary>
/// <remarks>https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters</remarks>
internal static class AksControlPlane
{
    /// <summary>
    /// Properties that AKS changes by itself: it requires a pod range without a CNI but reports none, and the autoscaler changes the number
    /// of nodes.
    /// </summary>
    public static IReadOnlyList<string> Drifting { get; } =
        ["networkProfile.podCidr", "networkProfile.podCidrs", "agentPoolProfiles[0].count"];

    /// <summary>Categories of logs about changes and sign-ins: all requests except reads.</summary>
    public static IReadOnlyList<string> LogCategories { get; } =
    [
        "kube-apiserver", "kube-audit-admin", "kube-controller-manager", "kube-scheduler", "cluster-autoscaler", "cloud-controller-manager",
        "guard",
    ];

    /// <summary>Returns the inputs of the managed cluster.</summary>
    /// <param name="args">Inputs of the cluster's component.</param>
    /// <param name="disks">Disk encryption set of the cluster.</param>
    /// <param name="control">Identity of the control plane.</param>
    /// <param name="kubelet">Identity of the nodes.</param>
    public static ManagedClusterArgs Inputs(
        AksClusterArgs args, DiskEncryptionSet disks, UserAssignedIdentity control, UserAssignedIdentity kubelet)
    {
        var cluster = new ManagedClusterArgs
        {
            ResourceName = args.ClusterName,
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            NodeResourceGroup = $"rg-{args.ClusterName}-nodes",
            KubernetesVersion = args.KubernetesVersion,
            Sku = new ManagedClusterSKUArgs
            {
                Name = ManagedClusterSKUName.Base,
                Tier = AksProfile.For(args.Environment).HasUptimeSla ? ManagedClusterSKUTier.Standard : ManagedClusterSKUTier.Free,
            },
            Identity = new ManagedClusterIdentityArgs { Type = ResourceIdentityType.UserAssigned, UserAssignedIdentities = { control.Id } },
            IdentityProfile =
            {
                ["kubeletidentity"] = new UserAssignedIdentityArgs
                {
                    ResourceId = kubelet.Id,
                    ClientId = kubelet.ClientId,
                    ObjectId = kubelet.PrincipalId,
                },
            },
            DisableLocalAccounts = true,
            EnableRBAC = true,
            AadProfile = AksAccess.Entra(args),
            ApiServerAccessProfile = AksAccess.Network(args),
            NetworkProfile = AksNetwork.Profile(args),
            OidcIssuerProfile = new ManagedClusterOIDCIssuerProfileArgs { Enabled = true },
            SecurityProfile = AksSecurity.Profile(args),
            AddonProfiles = AksSecurity.AddOns(args),
            StorageProfile = new ManagedClusterStorageProfileArgs
            {
                DiskCSIDriver = new ManagedClusterStorageProfileDiskCSIDriverArgs { Enabled = true },
                FileCSIDriver = new ManagedClusterStorageProfileFileCSIDriverArgs { Enabled = true },
                SnapshotController = new ManagedClusterStorageProfileSnapshotControllerArgs { Enabled = true },
            },
            DiskEncryptionSetID = disks.Id,
            AutoUpgradeProfile = AksUpgrades.Profile(),
            AgentPoolProfiles = { AksPools.System(args) },
        };
        AksAccess.ApplyName(args, cluster);
        return cluster;
    }
}
