using System.Net;
using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Vaults;
using K8tre.Components.Clusters;
using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace K8tre.Components.Azure.Cluster;

/// <summary>
/// An AKS cluster without a CNI and without local accounts, private unless somebody is let in from outside: Entra says who comes in, a key of ours
/// encrypts what etcd and the disks hold. What AKS is told stands in the files <c>Aks*.cs</c>, a concern each.
/// </summary>
/// <remarks>
/// https://learn.microsoft.com/azure/architecture/reference-architectures/containers/aks/baseline-aks,
/// https://learn.microsoft.com/azure/aks/use-byo-cni
/// </remarks>
public sealed class AksCluster : ComponentResource, ICluster
{
    // Who changed what, and who was let in: everything but reads.
    private static readonly string[] LogCategories =
        ["kube-apiserver", "kube-audit-admin", "kube-controller-manager", "kube-scheduler", "cluster-autoscaler", "cloud-controller-manager", "guard"];

    private readonly AksClusterArgs _args;

    /// <summary>Makes the cluster.</summary>
    public AksCluster(string name, AksClusterArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:AksCluster", name, options)
    {
        _args = args;
        var inside = new CustomResourceOptions { Parent = this };

        var disks = new DiskEncryptionSet($"{name}-disks", args.Scope, args.Vault, new() { Parent = this });
        var kubelet = new UserAssignedIdentity($"{name}-kubelet", args.Scope, AksRoles.ForNodes(args), new() { Parent = this });
        var control = new UserAssignedIdentity($"{name}-control", args.Scope, AksRoles.ForControlPlane(args, disks, kubelet), new() { Parent = this });
        var cluster = AksControlPlane.Create(name, args, disks, control, kubelet, this);
        var pools = AksPools.Create(name, args, cluster.Name, this);
        AksUpgrades.Schedule(name, args, cluster, inside);
        args.Logs.Collect(name, cluster.Id, LogCategories);
        if (args.AddOns.HasContainerLogs)
            _ = new ContainerLogs($"{name}-logs", args.Scope, cluster.Id, args.Logs, new() { Parent = this });

        (Id, ControlPrincipal, KubeletPrincipal) = (cluster.Id, control.PrincipalId, kubelet.PrincipalId);

        var host = AksAccess.Host(args, cluster);
        ApiEndpoint = new(host, AksAccess.Port);
        ApiServerUrl = Output.Format($"https://{host}:{AksAccess.Port}");
        Issuer = cluster.OidcIssuerProfile.Apply(profile => profile!.IssuerURL);
        // Once there is room for what tolerates no taint, like Hubble's relay; the other pools come meanwhile.
        var roomy = pools.Take(args.UserPools.ToList().FindIndex(pool => pool.TakesAnything) + 1);
        var made = Output.Tuple(cluster.Name, Output.All(roomy.Select(pool => pool.Id))).Apply(both => both.Item1);
        HasAllPools = Output.All(pools.Select(pool => pool.Id)).Apply(_ => true);
        CaData = AksKubeConfig.CertificatesOf(args.Scope.ResourceGroup, made, this);
        KubeConfig = AksKubeConfig.Create(made, ApiServerUrl, CaData, args.Scope.TenantId, args.Login);
        Kubernetes = new KubernetesProvider(
            name, new KubernetesProviderArgs { KubeConfig = KubeConfig, ClusterIdentifier = ClusterName }, new() { Parent = this });
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

    /// <summary>Id of the cluster.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Object id of the identity of its control plane.</summary>
    [Output("controlPrincipal")]
    public Output<string> ControlPrincipal { get; private set; }

    /// <summary>Object id of the identity of its kubelets.</summary>
    [Output("kubeletPrincipal")]
    public Output<string> KubeletPrincipal { get; private set; }

    /// <summary>True, once all its pools are there: until then AKS does nothing else with it.</summary>
    [Output("hasAllPools")]
    public Output<bool> HasAllPools { get; private set; }

    /// <summary>Certificates that the API server's is signed by, PEM in base64.</summary>
    [Output("caData")]
    public Output<string> CaData { get; private set; }

    /// <summary>Kubeconfig of whoever Entra lets in. It holds no credential; secret, as on every vendor. Known once there is room for workloads.</summary>
    [Output("kubeConfig")]
    public Output<string> KubeConfig { get; private set; }

    /// <summary>URL of the issuer of ServiceAccounts' tokens, which workload identities trust.</summary>
    [Output("issuer")]
    public Output<string> Issuer { get; private set; }

    /// <inheritdoc/>
    public KubernetesProvider Kubernetes { get; }

    /// <summary>Managed disks and file shares. K8TRE brings the classes themselves.</summary>
    public StorageDrivers Storage { get; } = new("disk.csi.azure.com", "file.csi.azure.com");

    /// <summary>
    /// Argo CD's identity in Entra, where it has one: the cluster's own roles say what that may do, and no role of Azure has to. Else a token.
    /// </summary>
    /// <remarks>
    /// Azure's roles let somebody read a kubeconfig, which Argo CD needs none of: https://learn.microsoft.com/azure/aks/control-kubeconfig-access.
    /// The cluster knows a managed identity by its object id: https://azure.github.io/kubelogin/topics/sp.html
    /// </remarks>
    public ArgoCredential ArgoCredential { get; }
}
