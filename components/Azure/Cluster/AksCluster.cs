using System.Net;
using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;
using K8tre.Components.Clusters;
using Pulumi.AzureNative.ContainerService;
using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace K8tre.Components.Azure.Cluster;

/// <summary>
/// AKS cluster without a CNI and without local accounts. Users sign in to Entra, a customer-managed key encrypts etcd and disks, and the
/// API server is private unless public ranges are given. The files <c>Aks*.cs</c> hold the inputs of the managed cluster by concern.
/// </summary>
/// <remarks>
/// https://learn.microsoft.com/azure/architecture/reference-architectures/containers/aks/baseline-aks,
/// https://learn.microsoft.com/azure/aks/use-byo-cni
/// </remarks>
public sealed class AksCluster : ComponentResource, ICluster
{
    /// <summary>Port of the API server.</summary>
    public const int ApiPort = AksAccess.Port;

    private readonly string _name;
    private readonly AksClusterArgs _args;

    /// <summary>
    /// Creates the cluster: disk encryption, identities, control plane, node pools, maintenance windows, logs and access.
    /// </summary>
    public AksCluster(string name, AksClusterArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:AksCluster", name, options)
    {
        (_name, _args) = (name, args);
        var disks = new DiskEncryptionSet($"{name}-disks", new() { Scope = args.Scope, Vault = args.Vault }, new() { Parent = this });
        var kubelet = CreateIdentity("kubelet", AksRoles.ForNodes(args));
        var control = CreateIdentity("control", AksRoles.ForControlPlane(args, disks, kubelet));
        var cluster = CreateControlPlane(disks, control, kubelet);
        var pools = CreateNodePools(cluster);
        CreateMaintenanceWindows(cluster);
        CreateLogs(cluster);

        var host = AksAccess.Host(args, cluster);
        (Id, ControlPrincipal, KubeletPrincipal, NodePools) = (cluster.Id, control.PrincipalId, kubelet.PrincipalId, pools);
        (ApiEndpoint, ApiServerUrl) = (new(host, AksAccess.Port), Output.Format($"https://{host}:{AksAccess.Port}"));
        Issuer = cluster.OidcIssuerProfile.Apply(profile => profile!.IssuerURL);
        CaData = AksKubeConfig.CaDataOf(args.Scope.ResourceGroup, cluster.Name, new() { Parent = this });
        KubeConfig = AksKubeConfig.For(cluster.Name, ApiServerUrl, CaData, args.Scope.TenantId, args.Login);
        Kubernetes = CreateProvider(pools);
        ArgoCredential = args.ArgoCd is { } argoCd ? new ArgoCredential.Entra(argoCd, CaData) : new ArgoCredential.ServiceAccountToken();

        RegisterOutputs();
    }

    /// <inheritdoc/>
    public string ClusterName => _args.ClusterName;

    /// <inheritdoc/>
    public TreEnvironment Environment => _args.Environment;

    /// <inheritdoc/>
    public Vendor Vendor => Vendor.Azure;

    /// <inheritdoc/>
    public string Region => _args.Scope.Region;

    /// <summary>Scope of the cluster.</summary>
    public AzureScope Scope => _args.Scope;

    /// <inheritdoc/>
    public int NodeCount => AksPools.OrdinaryNodes(_args);

    /// <inheritdoc/>
    public IPNetwork? PodCidr => _args.PodCidr;

    /// <summary>
    /// Gets the values of Cilium's chart for AKS without a CNI: https://docs.cilium.io/en/v1.19/installation/k8s-install-helm/
    /// </summary>
    public InputMap<object> CiliumValues => new() { ["aksbyocni"] = new InputMap<object> { ["enabled"] = true } };

    /// <inheritdoc/>
    public ApiEndpoint ApiEndpoint { get; }

    /// <inheritdoc/>
    public Output<string> ApiServerUrl { get; }

    /// <summary>Id of the cluster.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Object id of the control plane's identity.</summary>
    [Output("controlPrincipal")]
    public Output<string> ControlPrincipal { get; private set; }

    /// <summary>Object id of the kubelets' identity.</summary>
    [Output("kubeletPrincipal")]
    public Output<string> KubeletPrincipal { get; private set; }

    /// <summary>Node pools besides the system pool. AKS rejects other changes of the cluster while it creates them.</summary>
    public IReadOnlyList<Resource> NodePools { get; }

    /// <summary>CA certificates of the API server, PEM in base64.</summary>
    [Output("caData")]
    public Output<string> CaData { get; private set; }

    /// <summary>Kubeconfig for users who sign in to Entra. It holds no credential. Secret, as with every vendor.</summary>
    [Output("kubeConfig")]
    public Output<string> KubeConfig { get; private set; }

    /// <summary>URL of the OIDC issuer, which workload identities trust.</summary>
    [Output("issuer")]
    public Output<string> Issuer { get; private set; }

    /// <inheritdoc/>
    public KubernetesProvider Kubernetes { get; }

    /// <summary>Drivers for managed disks and file shares. K8TRE defines the storage classes.</summary>
    public StorageDrivers Storage { get; } = new("disk.csi.azure.com", "file.csi.azure.com");

    /// <summary>
    /// Argo CD's identity in Entra, or a token if it has none. Roles in the cluster define its permissions, and it needs no role in Azure.
    /// </summary>
    /// <remarks>
    /// Azure roles are for reading a kubeconfig, which Argo CD does not need:
    /// https://learn.microsoft.com/azure/aks/control-kubeconfig-access. The cluster knows a managed identity by its object id:
    /// https://azure.github.io/kubelogin/topics/sp.html
    /// </remarks>
    public ArgoCredential ArgoCredential { get; }

    private UserAssignedIdentity CreateIdentity(string role, Dictionary<string, (BuiltInRole, Input<string>)> roles) =>
        new($"{_name}-{role}", new() { Scope = _args.Scope, Roles = roles }, new() { Parent = this });

    private ManagedCluster CreateControlPlane(DiskEncryptionSet disks, UserAssignedIdentity control, UserAssignedIdentity kubelet) =>
        new(_name, AksControlPlane.Inputs(_args, disks, control, kubelet), new()
        {
            Parent = this,
            Protect = _args.IsProtected,
            IgnoreChanges = [.. AksControlPlane.Drifting],
            // The cluster connects to the vault and the file shares privately, its nodes need their route out, and its identities their
            // roles.
            DependsOn = [control, kubelet, _args.Network, _args.Vault, .. new[] { _args.Shares }.OfType<Resource>(), .. _args.DependsOn],
        });

    private List<AgentPool> CreateNodePools(ManagedCluster cluster)
    {
        List<AgentPool> pools = [];
        foreach (var pool in _args.UserPools)
        {
            pools.Add(new($"{_name}-{pool.Name}", AksPools.User(_args, pool, cluster.Name), new()
            {
                Parent = this,
                IgnoreChanges = { "count" },
                // AKS changes one pool of a cluster at a time. The order is not an input: the replacement of a pool would replace all pools
                // after it.
                // https://github.com/Azure/terraform-azurerm-avm-res-containerservice-managedcluster/pull/160
                DependsOn = [.. pools.TakeLast(1)],
            }));
        }
        return pools;
    }

    private void CreateMaintenanceWindows(ManagedCluster cluster)
    {
        foreach (var window in AksUpgrades.Windows)
        {
            _ = new MaintenanceConfiguration($"{_name}-{window}", new()
            {
                ConfigName = window,
                ResourceName = cluster.Name,
                ResourceGroupName = _args.Scope.ResourceGroup,
                MaintenanceWindow = AksUpgrades.Weekly(_args.Maintenance),
            }, new() { Parent = this });
        }
    }

    private void CreateLogs(ManagedCluster cluster)
    {
        _ = new DiagnosticLogs(
            $"{_name}-logs", new()
            {
                Resource = cluster.Id,
                Workspace = _args.LogWorkspace,
                Categories = AksControlPlane.LogCategories,
            }, new() { Parent = this });
        if (_args.AddOns.HasContainerLogs)
        {
            _ = new ContainerLogs(
                $"{_name}-container-logs", new()
                {
                    Scope = _args.Scope,
                    Cluster = cluster.Id,
                    LogWorkspace = _args.LogWorkspace,
                }, new() { Parent = this });
        }
    }

    // Workloads without tolerations, such as Hubble Relay, need a pool without taints. The pools after it are created in the meantime.
    private KubernetesProvider CreateProvider(List<AgentPool> pools) => new(
        _name, new KubernetesProviderArgs { KubeConfig = KubeConfig, ClusterIdentifier = ClusterName },
        new() { Parent = this, DependsOn = [.. pools.Take(_args.UserPools.ToList().FindIndex(pool => pool.TakesAnything) + 1)] });
}
