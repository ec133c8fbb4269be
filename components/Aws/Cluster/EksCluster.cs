using System.Net;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Clusters;
using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace K8tre.Components.Aws.Cluster;

/// <summary>
/// An EKS cluster that only its own network reaches, without a CNI and without an administrator by birth: access entries say who comes in, keys
/// of ours encrypt what etcd, the disks and the log hold.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/eks/latest/best-practices/security.html. Nodes come after the CNI: EKS takes a node group for made once its nodes
/// are ready, and without a CNI they never are.
/// </remarks>
public sealed class EksCluster : ComponentResource, ICluster
{
    private readonly string _name;
    private readonly EksClusterArgs _args;
    private readonly Pulumi.Aws.Eks.Cluster _cluster;
    private readonly Output<bool> _canAddress;
    private readonly Output<string> _podIdentity;

    /// <summary>Makes the cluster, without nodes.</summary>
    public EksCluster(string name, EksClusterArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EksCluster", name, options)
    {
        _name = name;
        _args = args;
        _cluster = EksControlPlane.Create(name, args, this);
        Name = _cluster.Name;
        var access = new EksAccess($"{name}-access", new()
        {
            Scope = args.Scope,
            ClusterName = ClusterName,
            Cluster = Name,
            Administrators = args.Administrators,
            Pipeline = args.Pipeline,
            ArgoCd = args.ArgoCd,
        }, new() { Parent = this });
        var open = EksControlPlane.Allow(name, args, ControlPlaneGroup, this);
        _canAddress = CanAddress();
        _podIdentity = EksAddOns.Install($"{name}-pod-identity", Versions.EksPodIdentity, Name, this);

        ApiEndpoint = new(_cluster.Endpoint.Apply(url => new Uri(url).Host), EksControlPlane.Port);
        ApiServerUrl = _cluster.Endpoint;
        CaData = _cluster.CertificateAuthority.Apply(authority => authority.Data!);
        // Nothing is made in it before who makes it may come in, and has a way; while anything is left, both stay.
        KubeConfig = Output.CreateSecret(Output
            .Tuple(Name, ApiServerUrl, CaData, access.IsReady, Output.All(open), Output.All(args.Connections))
            .Apply(known => EksKubeConfig.Text(known.Item1, known.Item2, known.Item3, args.Scope.Region)));
        Kubernetes = new KubernetesProvider(
            name, new KubernetesProviderArgs { KubeConfig = KubeConfig, ClusterIdentifier = ClusterName }, new() { Parent = this });
        ArgoCredential = access.ArgoCdRole is { } role ? new ArgoCredential.EksRole(role, EksAccess.ArgoCdGroup, CaData) : new ArgoCredential.ServiceAccountToken();

        RegisterOutputs();
    }

    /// <inheritdoc/>
    public string ClusterName => _args.ClusterName;

    /// <inheritdoc/>
    public TreEnvironment Environment => _args.Environment;

    /// <inheritdoc/>
    public Vendor Vendor => Vendor.Aws;

    /// <inheritdoc/>
    public string Region => _args.Scope.Region;

    /// <inheritdoc/>
    public int NodeCount => _args.Pools.Sum(pool => pool.MinNodesPerZone) * _args.NodeSubnets.Count;

    /// <inheritdoc/>
    public bool HasNodes => false;

    /// <summary>None: pods have addresses of the network. The control plane is AWS's own, and reaches the webhooks of pods by these alone.</summary>
    public IPNetwork? PodCidr => null;

    /// <summary>
    /// How Cilium gives pods addresses of the network: its operator adds interfaces to the nodes, and blocks of addresses to these. Nothing is
    /// translated on the way out, so that the network's firewall sees which pod speaks.
    /// </summary>
    /// <remarks>https://docs.cilium.io/en/v1.19/network/concepts/ipam/eni/, https://docs.cilium.io/en/v1.19/network/concepts/routing/#aws-eni</remarks>
    public InputMap<object> CiliumValues => new()
    {
        ["eni"] = new InputMap<object>
        {
            ["enabled"] = _canAddress.Apply(can => (object)can),
            ["awsEnablePrefixDelegation"] = true,
            ["eniTags"] = new InputMap<object> { [PodIdentityPolicies.InterfaceTag] = ClusterName },
        },
        ["ipam"] = new InputMap<object> { ["mode"] = "eni" },
        ["routingMode"] = "native",
        ["enableIPv4Masquerade"] = false,
        ["agentNotReadyTaintKey"] = EksPools.NotReadyTaint,
    };

    /// <inheritdoc/>
    public ApiEndpoint ApiEndpoint { get; }

    /// <inheritdoc/>
    public Output<string> ApiServerUrl { get; }

    /// <summary>Name of the cluster. Known once it is there.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; }

    /// <summary>Certificates that the API server's is signed by, PEM in base64.</summary>
    [Output("caData")]
    public Output<string> CaData { get; private set; }

    /// <summary>Kubeconfig of whoever an access entry lets in. It holds no credential; secret, as on every vendor.</summary>
    [Output("kubeConfig")]
    public Output<string> KubeConfig { get; private set; }

    /// <inheritdoc/>
    public KubernetesProvider Kubernetes { get; }

    /// <summary>Volumes of EBS and directories of EFS.</summary>
    public StorageDrivers Storage { get; } = new("ebs.csi.aws.com", "efs.csi.aws.com");

    /// <inheritdoc/>
    public ArgoCredential ArgoCredential { get; }

    /// <summary>ARN of the role of its nodes. Null until they are defined.</summary>
    public Output<string>? NodeRole { get; private set; }

    /// <inheritdoc/>
    public Output<string> DefineNodes(Output<string> cni)
    {
        var nodes = new EksPools($"{_name}-nodes", new()
        {
            Scope = _args.Scope,
            ClusterName = ClusterName,
            Cluster = Output.Tuple(cni, Name).Apply(both => both.Item2),
            KubernetesVersion = _cluster.Version,
            ControlPlane = ControlPlaneGroup,
            VpcId = _args.VpcId,
            VpcCidr = _args.VpcCidr,
            Subnets = _args.NodeSubnets,
            DiskKey = _args.DiskKey,
            Pools = _args.Pools,
        }, new() { Parent = this });
        NodeRole = nodes.RoleArn;
        var addOns = new EksAddOns($"{_name}-add-ons", new()
        {
            Scope = _args.Scope,
            ClusterName = ClusterName,
            Cluster = Name,
            Nodes = nodes.AreReady,
            DiskKey = _args.DiskKey,
            FileSystem = _args.FileSystem,
        }, new() { Parent = this });
        return Output.Tuple(addOns.AreReady, _podIdentity, Name).Apply(all => all.Item3);
    }

    private Output<string> ControlPlaneGroup => _cluster.VpcConfig.Apply(network => network.ClusterSecurityGroupId!);

    // EKS hands an identity to a pod when it is made: the operator's comes before the operator. The agent from which it is then had is on the nodes' own
    // network, starts without a CNI, and so needs no order. On the nodes' role these rights would be those of whatever gets hold of a node.
    private Output<bool> CanAddress() => new WorkloadIdentity($"{_name}-cilium", new()
    {
        Scope = _args.Scope,
        ClusterName = ClusterName,
        Cluster = Name,
        Accounts = [PodServiceAccount.Cilium],
        Policies = new Dictionary<string, PolicyDocument>
        {
            ["interfaces"] = PodIdentityPolicies.Cilium(_args.Scope, ClusterName, _args.VpcId),
        },
    }, new() { Parent = this }).RoleArn.Apply(_ => true);
}
