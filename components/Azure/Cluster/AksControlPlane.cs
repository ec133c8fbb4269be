using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Vaults;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;

namespace K8tre.Components.Azure.Cluster;

/// <summary>The managed cluster itself, put together of what AKS is told of each of its concerns.</summary>
/// <remarks>https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters</remarks>
internal static class AksControlPlane
{
    // AKS takes the pods' range where it brings no CNI, and then says that there is none; the autoscaler changes the number of nodes.
    private static readonly string[] Drifting = ["networkProfile.podCidr", "networkProfile.podCidrs", "agentPoolProfiles[0].count"];

    /// <summary>Makes it.</summary>
    /// <param name="name">Name of the resource.</param>
    /// <param name="args">The cluster's inputs.</param>
    /// <param name="disks">What encrypts its disks.</param>
    /// <param name="control">Identity of the control plane, with its roles.</param>
    /// <param name="kubelet">Identity of the nodes.</param>
    /// <param name="parent">The component that it belongs to.</param>
    public static ManagedCluster Create(string name, AksClusterArgs args, DiskEncryptionSet disks, UserAssignedIdentity control, UserAssignedIdentity kubelet, Resource parent)
    {
        var profile = AksProfile.For(args.Environment);
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
                Tier = profile.HasUptimeSla ? ManagedClusterSKUTier.Standard : ManagedClusterSKUTier.Free,
            },
            Identity = new ManagedClusterIdentityArgs { Type = ResourceIdentityType.UserAssigned, UserAssignedIdentities = { control.Id } },
            IdentityProfile =
            {
                ["kubeletidentity"] = new UserAssignedIdentityArgs { ResourceId = kubelet.Id, ClientId = kubelet.ClientId, ObjectId = kubelet.PrincipalId },
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
        AksAccess.Name(args, cluster);
        return new(name, cluster, new() { Parent = parent, Protect = profile.IsProtected, IgnoreChanges = [.. Drifting] });
    }
}
