using System.Buffers.Binary;
using System.Net;
using K8tre.Components.Clusters;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;
using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace K8tre.Components.Azure;

/// <summary>
/// An AKS cluster that only its own network reaches, without a CNI and without local accounts: Entra says who comes in, a key of ours encrypts
/// what etcd and the disks hold.
/// </summary>
/// <remarks>
/// https://learn.microsoft.com/azure/architecture/reference-architectures/containers/aks/baseline-aks,
/// https://learn.microsoft.com/azure/aks/use-byo-cni
/// </remarks>
public sealed class AksCluster : ComponentResource, ICluster
{
    private const int ApiPort = 443;

    private readonly string _name;
    private readonly AksClusterArgs _args;
    private readonly CustomResourceOptions _inside;

    /// <summary>Makes the cluster.</summary>
    public AksCluster(string name, AksClusterArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:AksCluster", name, options)
    {
        _name = name;
        _args = args;
        _inside = new() { Parent = this };

        var disks = new ClusterDisks($"{name}-disks", args.Site, args.Vault, new() { Parent = this });
        var kubelet = new ClusterIdentity($"{name}-kubelet", args.Site, new Dictionary<string, (AzureRole, Input<string>)>(), new() { Parent = this });
        var control = new ClusterIdentity($"{name}-control", args.Site, ControlRoles(disks, kubelet), new() { Parent = this });
        var cluster = Cluster(disks, control, kubelet);
        foreach (var pool in args.UserPools)
            _ = new AgentPool($"{name}-{pool.Name}", AksPools.User(args, pool, cluster.Name), new() { Parent = this, IgnoreChanges = { "count" } });
        Maintain(cluster, "aksManagedAutoUpgradeSchedule");
        Maintain(cluster, "aksManagedNodeOSUpgradeSchedule");
        args.Logs.Collect(name, cluster.Id, "kube-apiserver", "kube-audit-admin", "kube-controller-manager", "kube-scheduler", "cluster-autoscaler", "cloud-controller-manager", "guard");

        ApiEndpoint = new(cluster.PrivateFQDN, ApiPort);
        ApiServerUrl = Output.Format($"https://{cluster.PrivateFQDN}:{ApiPort}");
        Issuer = cluster.OidcIssuerProfile.Apply(profile => profile!.IssuerURL);
        KubeConfig = AksKubeConfig.Of(args.Site.ResourceGroup, cluster.Name, ApiServerUrl, args.Site.TenantId, args.Login, this);
        Kubernetes = new KubernetesProvider(
            name, new KubernetesProviderArgs { KubeConfig = KubeConfig, ClusterIdentifier = ClusterName }, new() { Parent = this });

        RegisterOutputs();
    }

    /// <inheritdoc/>
    public string ClusterName => _args.ClusterName;

    /// <inheritdoc/>
    public TreEnvironment Environment => _args.Environment;

    /// <inheritdoc/>
    public Vendor Vendor => Vendor.Azure;

    /// <inheritdoc/>
    public string Region => _args.Site.Region;

    /// <inheritdoc/>
    public int NodeCount => _args.UserPools.Append(_args.SystemPool).Sum(pool => pool.MinNodes);

    /// <inheritdoc/>
    public IPNetwork? PodCidr => _args.PodCidr;

    /// <summary>What Cilium changes where AKS brings no CNI: https://docs.cilium.io/en/v1.19/installation/k8s-install-helm/</summary>
    public InputMap<object> CiliumValues => new() { ["aksbyocni"] = new InputMap<object> { ["enabled"] = true } };

    /// <inheritdoc/>
    public ApiEndpoint ApiEndpoint { get; }

    /// <inheritdoc/>
    public Output<string> ApiServerUrl { get; }

    /// <summary>Kubeconfig of whoever Entra lets in. It holds no credential; secret, as on every vendor.</summary>
    [Output("kubeConfig")]
    public Output<string> KubeConfig { get; private set; }

    /// <summary>URL of the issuer of ServiceAccounts' tokens, which workload identities trust.</summary>
    [Output("issuer")]
    public Output<string> Issuer { get; private set; }

    /// <inheritdoc/>
    public KubernetesProvider Kubernetes { get; }

    /// <summary>Managed disks and file shares. K8TRE brings the classes themselves.</summary>
    public StorageDrivers Storage { get; } = new("disk.csi.azure.com", "file.csi.azure.com");

    /// <inheritdoc/>
    public ArgoCredential ArgoCredential { get; } = new ArgoCredential.ServiceAccountToken();

    private Dictionary<string, (AzureRole Role, Input<string> Scope)> ControlRoles(ClusterDisks disks, ClusterIdentity kubelet)
    {
        var roles = new Dictionary<string, (AzureRole, Input<string>)>
        {
            ["network"] = (AzureRole.NetworkContributor, _args.Network.Id),
            ["routes"] = (AzureRole.NetworkContributor, _args.RouteTable),
            ["zone"] = (AzureRole.PrivateDnsZoneContributor, _args.ApiZone.Id),
            ["etcd-key"] = (AzureRole.KeyVaultCryptoUser, _args.Vault.Id),
            ["vault"] = (AzureRole.KeyVaultContributor, _args.Vault.Id),
            ["disks"] = (AzureRole.Reader, disks.Id),
            ["kubelet"] = (AzureRole.ManagedIdentityOperator, kubelet.Id),
        };
        if (_args.Shares is { } shares)
            roles.Add("shares", (AzureRole.StorageAccountContributor, shares.Id));
        return roles;
    }

    private ManagedCluster Cluster(ClusterDisks disks, ClusterIdentity control, ClusterIdentity kubelet) => new(_name, new()
    {
        ResourceName = ClusterName,
        ResourceGroupName = _args.Site.ResourceGroup,
        Location = _args.Site.Region,
        NodeResourceGroup = $"rg-{ClusterName}-nodes",
        // Of a private cluster with a zone of ours, AKS takes the first label of its name from us.
        FqdnSubdomain = ClusterName,
        KubernetesVersion = _args.KubernetesVersion,
        Sku = new ManagedClusterSKUArgs
        {
            Name = ManagedClusterSKUName.Base,
            Tier = AksProfile.Of(Environment).HasUptimeSla ? ManagedClusterSKUTier.Standard : ManagedClusterSKUTier.Free,
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
        AadProfile = new ManagedClusterAADProfileArgs
        {
            Managed = true,
            EnableAzureRBAC = true,
            TenantID = _args.Site.TenantId,
            AdminGroupObjectIDs = _args.AdminGroups.ToArray(),
        },
        PublicNetworkAccess = PublicNetworkAccess.Disabled,
        ApiServerAccessProfile = new ManagedClusterAPIServerAccessProfileArgs
        {
            EnablePrivateCluster = true,
            EnablePrivateClusterPublicFQDN = false,
            PrivateDNSZone = _args.ApiZone.Id,
            // A private vault answers API servers in our own network only.
            EnableVnetIntegration = true,
            SubnetId = _args.Network.ApiServerSubnet,
            DisableRunCommand = true,
        },
        NetworkProfile = new ContainerServiceNetworkProfileArgs
        {
            NetworkPlugin = NetworkPlugin.None,
            // Without it the API server has no way to the webhooks of pods.
            PodCidr = _args.PodCidr.ToString(),
            ServiceCidr = _args.ServiceCidr.ToString(),
            DnsServiceIP = Tenth(_args.ServiceCidr),
            LoadBalancerSku = LoadBalancerSku.Standard,
            OutboundType = OutboundType.UserDefinedRouting,
        },
        OidcIssuerProfile = new ManagedClusterOIDCIssuerProfileArgs { Enabled = true },
        SecurityProfile = new ManagedClusterSecurityProfileArgs
        {
            WorkloadIdentity = new ManagedClusterSecurityProfileWorkloadIdentityArgs { Enabled = true },
            ImageCleaner = new ManagedClusterSecurityProfileImageCleanerArgs { Enabled = true, IntervalHours = 168 },
            AzureKeyVaultKms = new AzureKeyVaultKmsArgs
            {
                Enabled = true,
                KeyId = _args.Vault.EtcdKey,
                KeyVaultNetworkAccess = KeyVaultNetworkAccessTypes.Private,
                KeyVaultResourceId = _args.Vault.Id,
            },
        },
        StorageProfile = new ManagedClusterStorageProfileArgs
        {
            DiskCSIDriver = new ManagedClusterStorageProfileDiskCSIDriverArgs { Enabled = true },
            FileCSIDriver = new ManagedClusterStorageProfileFileCSIDriverArgs { Enabled = true },
            SnapshotController = new ManagedClusterStorageProfileSnapshotControllerArgs { Enabled = true },
        },
        DiskEncryptionSetID = disks.Id,
        AutoUpgradeProfile = new ManagedClusterAutoUpgradeProfileArgs
        {
            UpgradeChannel = UpgradeChannel.Patch,
            NodeOSUpgradeChannel = NodeOSUpgradeChannel.SecurityPatch,
        },
        AgentPoolProfiles = { AksPools.System(_args) },
    }, new()
    {
        Parent = this,
        // AKS takes the pods' range where it brings no CNI, and then says that there is none; the autoscaler changes the number of nodes.
        IgnoreChanges = { "networkProfile.podCidr", "networkProfile.podCidrs", "agentPoolProfiles[0].count" },
    });

    private void Maintain(ManagedCluster cluster, string schedule) => _ = new MaintenanceConfiguration($"{_name}-{schedule}", new()
    {
        ConfigName = schedule,
        ResourceName = cluster.Name,
        ResourceGroupName = _args.Site.ResourceGroup,
        MaintenanceWindow = new MaintenanceWindowArgs
        {
            StartTime = $"{_args.Maintenance.StartHour:00}:00",
            DurationHours = _args.Maintenance.Hours,
            UtcOffset = "+00:00",
            Schedule = new ScheduleArgs { Weekly = new WeeklyScheduleArgs { IntervalWeeks = 1, DayOfWeek = _args.Maintenance.Day.ToString() } },
        },
    }, _inside);

    private static string Tenth(IPNetwork range)
    {
        var bytes = range.BaseAddress.GetAddressBytes();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) + 10);
        return new IPAddress(bytes).ToString();
    }
}
