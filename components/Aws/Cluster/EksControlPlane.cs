using System.Collections.Immutable;
using System.Net;
using K8tre.Components.Aws.Iam;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Eks.Inputs;
using Pulumi.Aws.Vpc;

namespace K8tre.Components.Aws.Cluster;

/// <summary>The cluster of EKS itself, and who reaches its API server.</summary>
/// <remarks>https://docs.aws.amazon.com/eks/latest/best-practices/security.html</remarks>
internal static class EksControlPlane
{
    /// <summary>Where the API server listens.</summary>
    public const int Port = 443;

    /// <summary>Makes it.</summary>
    /// <param name="name">Name of the resource.</param>
    /// <param name="args">The cluster's inputs.</param>
    /// <param name="parent">The component that it belongs to.</param>
    public static Pulumi.Aws.Eks.Cluster Create(string name, EksClusterArgs args, Resource parent)
    {
        var isProtected = EksProfile.For(args.Environment).IsProtected;
        return new(name, new()
        {
            Name = args.ClusterName,
            Version = args.KubernetesVersion,
            RoleArn = Role(name, args, parent),
            VpcConfig = Network(args),
            KubernetesNetworkConfig = new ClusterKubernetesNetworkConfigArgs { IpFamily = "ipv4", ServiceIpv4Cidr = args.ServiceCidr.ToString() },
            // Neither AWS's CNI nor kube-proxy: Cilium is both.
            BootstrapSelfManagedAddons = false,
            AccessConfig = new ClusterAccessConfigArgs { AuthenticationMode = "API", BootstrapClusterCreatorAdminPermissions = false },
            EncryptionConfig = new ClusterEncryptionConfigArgs
            {
                Provider = new ClusterEncryptionConfigProviderArgs { KeyArn = args.SecretsKey },
                Resources = { "secrets" },
            },
            EnabledClusterLogTypes = { "api", "audit", "authenticator", "controllerManager", "scheduler" },
            // Else a version that AWS ends is kept for six times the price: https://aws.amazon.com/eks/pricing/
            UpgradePolicy = new ClusterUpgradePolicyArgs { SupportType = "STANDARD" },
            ZonalShiftConfig = new ClusterZonalShiftConfigArgs { Enabled = true },
            DeletionProtection = isProtected,
        }, new()
        {
            Parent = parent,
            Protect = isProtected,
            // EKS writes to a group of this name, and makes one without a key and for ever if there is none.
            DependsOn = { Log(name, args, parent) },
        });
    }

    /// <summary>Lets in who administers it, besides its own nodes.</summary>
    /// <returns>Known once they are.</returns>
    /// <param name="name">What the names of the resources begin with.</param>
    /// <param name="args">The cluster's inputs.</param>
    /// <param name="group">Id of its security group.</param>
    /// <param name="parent">The component that it belongs to.</param>
    public static IReadOnlyList<Output<string>> Allow(string name, EksClusterArgs args, Input<string> group, Resource parent)
    {
        return [.. args.AllowInbound.Select(ToRange), .. args.Runner is { } runner ? [ToRunner(runner)] : Array.Empty<Output<string>>()];

        Output<string> ToRange(IPNetwork range)
        {
            var rule = Rule($"The API server, from {range}");
            rule.CidrIpv4 = range.ToString();
            return new SecurityGroupIngressRule($"{name}-allow-{range.BaseAddress}-{range.PrefixLength}", rule, new() { Parent = parent }).Id;
        }

        Output<string> ToRunner(Input<string> runner)
        {
            var rule = Rule("The API server, from jobs of pipelines");
            rule.ReferencedSecurityGroupId = runner;
            return new SecurityGroupIngressRule($"{name}-allow-runner", rule, new() { Parent = parent }).Id;
        }

        SecurityGroupIngressRuleArgs Rule(string description) => new() { SecurityGroupId = group, Description = description, IpProtocol = "tcp", FromPort = Port, ToPort = Port };
    }

    private static Output<string> Role(string name, EksClusterArgs args, Resource parent) => new IamRole($"{name}-control", new()
    {
        Scope = args.Scope,
        Description = $"Control plane of {args.ClusterName}",
        Trust = PolicyDocument.Trust(PolicyPrincipal.Service("eks")),
        AwsPolicies = ["AmazonEKSClusterPolicy"],
    }, new() { Parent = parent }).Arn;

    private static LogGroup Log(string name, EksClusterArgs args, Resource parent) => new($"{name}-log", new()
    {
        Name = $"/aws/eks/{args.ClusterName}/cluster",
        RetentionInDays = args.LogRetentionDays,
        KmsKeyId = args.LogsKey,
    }, new() { Parent = parent });

    private static ClusterVpcConfigArgs Network(EksClusterArgs args)
    {
        var network = new ClusterVpcConfigArgs
        {
            SubnetIds = args.ControlPlaneSubnets.ToArray(),
            EndpointPrivateAccess = true,
            EndpointPublicAccess = args.PublicRanges.Count > 0,
        };
        if (args.PublicRanges.Count > 0)
        {
            network.PublicAccessCidrs = (args.EgressAddresses ?? Output.Create(ImmutableArray<string>.Empty))
                .Apply(addresses => args.PublicRanges.Select(range => range.ToString()).Concat(addresses.Select(address => $"{address}/32")).ToImmutableArray());
        }
        return network;
    }
}
