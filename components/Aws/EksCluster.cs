using System.Collections.Immutable;
using System.Net;
using K8tre.Components.Clusters;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;
using Pulumi.Aws.Vpc;
using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace K8tre.Components.Aws;

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
    private const int ApiPort = 443;

    private readonly string _name;
    private readonly EksClusterArgs _args;
    private readonly CustomResourceOptions _inside;
    private readonly Cluster _cluster;
    private readonly Output<bool> _canAddress;
    private readonly Output<string> _podIdentity;

    /// <summary>Makes the cluster, without nodes.</summary>
    public EksCluster(string name, EksClusterArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EksCluster", name, options)
    {
        _name = name;
        _args = args;
        _inside = new() { Parent = this };

        _cluster = Cluster(Role());
        Name = _cluster.Name;
        var access = new EksAccess($"{name}-access", new()
        {
            Site = args.Site,
            ClusterName = ClusterName,
            Cluster = Name,
            Administrators = args.Administrators,
            Pipeline = args.Pipeline,
            ArgoCd = args.ArgoCd,
        }, new() { Parent = this });
        var open = args.OpenTo.Select(Open).Concat(args.Runner is { } runner ? [OpenToRunner(runner)] : []).ToArray();
        _canAddress = CanAddress();
        _podIdentity = EksAddOns.Install($"{name}-pod-identity", Versions.EksPodIdentity, Name, this);

        ApiEndpoint = new(_cluster.Endpoint.Apply(url => new Uri(url).Host), ApiPort);
        ApiServerUrl = _cluster.Endpoint;
        CaData = _cluster.CertificateAuthority.Apply(authority => authority.Data!);
        // Nothing is made in it before who makes it may come in, and has a way; while anything is left, both stay.
        KubeConfig = Output.CreateSecret(Output.Tuple(Name, ApiServerUrl, CaData, access.IsReady, Output.All(open), Output.All(args.Ways))
            .Apply(known => EksKubeConfig.Text(known.Item1, known.Item2, known.Item3, args.Site.Region)));
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
    public string Region => _args.Site.Region;

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
            ["eniTags"] = new InputMap<object> { [PodPolicies.InterfaceTag] = ClusterName },
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

    /// <summary>Kubeconfig of whoever an access entry lets in. It holds no credential; secret, as on every vendor.</summary>
    [Output("kubeConfig")]
    public Output<string> KubeConfig { get; private set; }

    /// <summary>Certificates that the API server's is signed by, PEM in base64.</summary>
    [Output("caData")]
    public Output<string> CaData { get; private set; }

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
            Site = _args.Site,
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
            Site = _args.Site,
            ClusterName = ClusterName,
            Cluster = Name,
            Nodes = nodes.AreReady,
            DiskKey = _args.DiskKey,
            FileSystem = _args.FileSystem,
        }, new() { Parent = this });
        return Output.Tuple(addOns.AreReady, _podIdentity, Name).Apply(all => all.Item3);
    }

    private Output<string> ControlPlaneGroup => _cluster.VpcConfig.Apply(network => network.ClusterSecurityGroupId!);

    private AwsRole Role() => new($"{_name}-control", new()
    {
        Site = _args.Site,
        Description = $"Control plane of {ClusterName}",
        Trust = PolicyDocument.Trust(PolicyPrincipal.Service("eks")),
        AwsPolicies = ["AmazonEKSClusterPolicy"],
    }, new() { Parent = this });

    private Cluster Cluster(AwsRole role)
    {
        var log = new LogGroup($"{_name}-log", new()
        {
            Name = $"/aws/eks/{ClusterName}/cluster",
            RetentionInDays = _args.LogRetentionDays,
            KmsKeyId = _args.LogsKey,
        }, _inside);
        var isProtected = EksProfile.Of(Environment).IsProtected;
        var network = new ClusterVpcConfigArgs
        {
            SubnetIds = _args.ControlPlaneSubnets.ToArray(),
            EndpointPrivateAccess = true,
            EndpointPublicAccess = _args.PublicRanges.Count > 0,
        };
        if (_args.PublicRanges.Count > 0)
            network.PublicAccessCidrs = PublicCidrs();
        return new(_name, new()
        {
            Name = ClusterName,
            Version = _args.KubernetesVersion,
            RoleArn = role.Arn,
            VpcConfig = network,
            KubernetesNetworkConfig = new ClusterKubernetesNetworkConfigArgs { IpFamily = "ipv4", ServiceIpv4Cidr = _args.ServiceCidr.ToString() },
            // Neither AWS's CNI nor kube-proxy: Cilium is both.
            BootstrapSelfManagedAddons = false,
            AccessConfig = new ClusterAccessConfigArgs { AuthenticationMode = "API", BootstrapClusterCreatorAdminPermissions = false },
            EncryptionConfig = new ClusterEncryptionConfigArgs
            {
                Provider = new ClusterEncryptionConfigProviderArgs { KeyArn = _args.SecretsKey },
                Resources = { "secrets" },
            },
            EnabledClusterLogTypes = { "api", "audit", "authenticator", "controllerManager", "scheduler" },
            // Else a version that AWS ends is kept for six times the price: https://aws.amazon.com/eks/pricing/
            UpgradePolicy = new ClusterUpgradePolicyArgs { SupportType = "STANDARD" },
            ZonalShiftConfig = new ClusterZonalShiftConfigArgs { Enabled = true },
            DeletionProtection = isProtected,
        }, new()
        {
            Parent = this,
            Protect = isProtected,
            // EKS writes to a group of this name, and makes one without a key and for ever if there is none.
            DependsOn = { log },
        });
    }

    private Output<ImmutableArray<string>> PublicCidrs() => (_args.EgressAddresses ?? Output.Create(ImmutableArray<string>.Empty))
        .Apply(addresses => _args.PublicRanges.Select(range => range.ToString()).Concat(addresses.Select(address => $"{address}/32")).ToImmutableArray());

    private Output<string> Open(IPNetwork range) => new SecurityGroupIngressRule($"{_name}-open-{range.BaseAddress}-{range.PrefixLength}", new()
    {
        SecurityGroupId = ControlPlaneGroup,
        Description = $"The API server, from {range}",
        CidrIpv4 = range.ToString(),
        IpProtocol = "tcp",
        FromPort = ApiPort,
        ToPort = ApiPort,
    }, _inside).Id;

    private Output<string> OpenToRunner(Input<string> group) => new SecurityGroupIngressRule($"{_name}-open-runner", new()
    {
        SecurityGroupId = ControlPlaneGroup,
        Description = "The API server, from jobs of pipelines",
        ReferencedSecurityGroupId = group,
        IpProtocol = "tcp",
        FromPort = ApiPort,
        ToPort = ApiPort,
    }, _inside).Id;

    // EKS hands an identity to a pod when it is made: the operator's comes before the operator. The agent from which it is then had is on the nodes' own
    // network, starts without a CNI, and so needs no order. On the nodes' role these rights would be those of whatever gets hold of a node.
    private Output<bool> CanAddress() => new WorkloadIdentity($"{_name}-cilium", new()
    {
        Site = _args.Site,
        ClusterName = ClusterName,
        Cluster = Name,
        Accounts = [PodAccount.Cilium],
        Policies = new Dictionary<string, PolicyDocument> { ["interfaces"] = PodPolicies.Cilium(_args.Site, ClusterName, _args.VpcId) },
    }, new() { Parent = this }).RoleArn.Apply(_ => true);
}
