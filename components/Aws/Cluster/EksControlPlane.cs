using System.Net;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Clusters;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Eks.Inputs;
using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;
using NativeCluster = Pulumi.Aws.Eks.Cluster;

namespace K8tre.Components.Aws.Cluster;

/// <summary>
/// Control plane of an EKS cluster without nodes and without a CNI. Its API server is private by default, access entries grant all access,
/// and customer managed keys encrypt etcd and the log.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/eks/latest/best-practices/security.html. Nodes follow after the CNI: EKS considers a node group created once
/// its nodes are ready, and without a CNI they never are.
/// </remarks>
public sealed class EksControlPlane : ComponentResource, ICluster
{
    private readonly EksControlPlaneArgs _args;

    /// <summary>Creates the cluster and the access to its API server.</summary>
    public EksControlPlane(string name, EksControlPlaneArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EksControlPlane", name, options)
    {
        _args = args;
        var inside = new ComponentResourceOptions { Parent = this };
        var cluster = CreateCluster(name, args);
        (Name, Version, CaData) = (cluster.Name, cluster.Version, cluster.CertificateAuthority.Apply(authority => authority.Data!));
        SecurityGroup = cluster.VpcConfig.Apply(network => network.ClusterSecurityGroupId!);
        ApiServerUrl = cluster.Endpoint;
        ApiEndpoint = new(cluster.Endpoint.Apply(url => new Uri(url).Host), EksAccess.Port);

        var access = new EksAccess($"{name}-access", new()
        {
            Scope = args.Scope,
            Cluster = Name,
            SecurityGroup = SecurityGroup,
            Administrators = args.Administrators,
            PipelineRole = args.PipelineRole,
            AllowInbound = args.AllowInbound,
            RunnerSecurityGroup = args.RunnerSecurityGroup,
        }, inside);
        var cilium = new WorkloadIdentity($"{name}-cilium", new()
        {
            Scope = args.Scope,
            ClusterName = ClusterName,
            Cluster = Name,
            Accounts = [PodServiceAccount.Cilium],
            Policies = new Dictionary<string, PolicyDocument>
            {
                ["interfaces"] = PodIdentityPolicies.Cilium(args.Scope, ClusterName, args.VpcId),
            },
        }, inside);

        KubeConfig = Output.CreateSecret(Output.Tuple(Name, ApiServerUrl, CaData)
            .Apply(known => EksKubeConfig.Text(known.Item1, known.Item2, known.Item3, args.Scope.Region)));
        // Access to the API server must exist before any Kubernetes resource, and until the last one is deleted. EKS assigns an identity to
        // a pod when the pod is created, so that the identity of Cilium's operator must exist as well. On the nodes' role, its permissions
        // would be those of every process on a node.
        Kubernetes = new KubernetesProvider(
            name,
            new KubernetesProviderArgs { KubeConfig = KubeConfig, ClusterIdentifier = ClusterName },
            new() { Parent = this, DependsOn = [access, cilium, .. args.ApiDependsOn] });
        ArgoCredential = args.ArgoCd is { } argoCd
            ? new ArgoCredential.EksRole(CreateArgoCdAccess(name, argoCd).RoleArn, EksArgoCdAccess.Group, CaData)
            : new ArgoCredential.ServiceAccountToken();

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
    public int NodeCount => _args.NodeCount;

    /// <inheritdoc/>
    public bool HasNodes => false;

    /// <summary>
    /// Null: pods have addresses of the VPC. AWS runs the control plane, which reaches the webhooks of pods at these addresses only.
    /// </summary>
    public IPNetwork? PodCidr => null;

    /// <summary>
    /// Values with which Cilium assigns addresses of the VPC to pods: its operator attaches network interfaces to the nodes and assigns
    /// prefixes to them. Addresses are not translated on the way out, so that the firewall of the VPC sees the pod's own address.
    /// </summary>
    /// <remarks>
    /// https://docs.cilium.io/en/v1.19/network/concepts/ipam/eni/, https://docs.cilium.io/en/v1.19/network/concepts/routing/#aws-eni
    /// </remarks>
    public InputMap<object> CiliumValues => new()
    {
        ["eni"] = new InputMap<object>
        {
            ["enabled"] = true,
            ["awsEnablePrefixDelegation"] = true,
            ["eniTags"] = new InputMap<object> { [PodIdentityPolicies.ClusterTag] = ClusterName },
        },
        ["ipam"] = new InputMap<object> { ["mode"] = "eni" },
        ["routingMode"] = "native",
        ["enableIPv4Masquerade"] = false,
        ["agentNotReadyTaintKey"] = EksNodePool.NotReadyTaint,
    };

    /// <inheritdoc/>
    public ApiEndpoint ApiEndpoint { get; }

    /// <inheritdoc/>
    public Output<string> ApiServerUrl { get; }

    /// <summary>Name of the cluster, as an output of the cluster.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; }

    /// <summary>Version of Kubernetes.</summary>
    [Output("version")]
    public Output<string> Version { get; private set; }

    /// <summary>Id of the security group that EKS created for the control plane.</summary>
    [Output("securityGroup")]
    public Output<string> SecurityGroup { get; private set; }

    /// <summary>Certificates of the authority that signs the API server's certificate, PEM in base64.</summary>
    [Output("caData")]
    public Output<string> CaData { get; private set; }

    /// <summary>Kubeconfig for principals with an access entry. It contains no credential. Secret, as with every vendor.</summary>
    [Output("kubeConfig")]
    public Output<string> KubeConfig { get; private set; }

    /// <inheritdoc/>
    public KubernetesProvider Kubernetes { get; }

    /// <summary>CSI drivers of EBS and EFS.</summary>
    public StorageDrivers Storage { get; } = new("ebs.csi.aws.com", "efs.csi.aws.com");

    /// <inheritdoc/>
    public ArgoCredential ArgoCredential { get; }

    private NativeCluster CreateCluster(string name, EksControlPlaneArgs args)
    {
        var role = new IamRole($"{name}-role", new()
        {
            Scope = args.Scope,
            Description = $"Control plane of {args.ClusterName}",
            Trust = PolicyDocument.Trust(PolicyPrincipal.Service("eks")),
            AwsPolicies = ["AmazonEKSClusterPolicy"],
        }, new() { Parent = this });
        // EKS writes to a log group of this name. If there is none, it creates one without a key and without an end of retention.
        var log = new LogGroup($"{name}-log", new()
        {
            Name = $"/aws/eks/{args.ClusterName}/cluster",
            RetentionInDays = args.LogRetentionDays,
            KmsKeyId = args.LogsKey,
        }, new() { Parent = this });
        return new(name, new()
        {
            Name = args.ClusterName,
            Version = args.KubernetesVersion,
            RoleArn = role.Arn,
            VpcConfig = args.ToVpcConfig(),
            KubernetesNetworkConfig = new ClusterKubernetesNetworkConfigArgs { IpFamily = "ipv4", ServiceIpv4Cidr = $"{args.ServiceCidr}" },
            // Cilium replaces both the CNI of AWS and kube-proxy.
            BootstrapSelfManagedAddons = false,
            AccessConfig = new ClusterAccessConfigArgs { AuthenticationMode = "API", BootstrapClusterCreatorAdminPermissions = false },
            EncryptionConfig = new ClusterEncryptionConfigArgs
            {
                Provider = new ClusterEncryptionConfigProviderArgs { KeyArn = args.SecretsKey },
                Resources = { "secrets" },
            },
            EnabledClusterLogTypes = { "api", "audit", "authenticator", "controllerManager", "scheduler" },
            // Extended support of an old version costs six times the price: https://aws.amazon.com/eks/pricing/
            UpgradePolicy = new ClusterUpgradePolicyArgs { SupportType = "STANDARD" },
            ZonalShiftConfig = new ClusterZonalShiftConfigArgs { Enabled = true },
            DeletionProtection = args.IsProtected,
        }, new() { Parent = this, Protect = args.IsProtected, DependsOn = [role, log, .. args.DependsOn] });
    }

    private EksArgoCdAccess CreateArgoCdAccess(string name, ArgoCdIdentity.Aws argoCd) => new($"{name}-argocd", new()
    {
        Scope = _args.Scope,
        ClusterName = ClusterName,
        Cluster = Name,
        ArgoCd = argoCd,
    }, new() { Parent = this });
}
