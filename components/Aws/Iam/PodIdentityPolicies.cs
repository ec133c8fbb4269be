using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Iam;

/// <summary>Policies of a cluster's pods in AWS, as strict as the documentation of their programs allows.</summary>
internal static class PodIdentityPolicies
{
    /// <summary>
    /// Tag of the nodes' network interfaces, including those that Cilium adds, and of their security group. Its value is the cluster's
    /// name.
    /// </summary>
    public const string ClusterTag = "k8tre:cluster";

    /// <summary>
    /// Tag that EKS adds to managed node groups, to their Auto Scaling groups and nodes:
    /// https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html. Its value is the cluster's name.
    /// </summary>
    public const string NodeTag = "eks:cluster-name";

    private static readonly IReadOnlyList<Input<string>> Everything = ["*"];

    /// <summary>
    /// Policy of Cilium's operator, which assigns interfaces and addresses of one VPC to the nodes of one cluster: the privileges of
    /// https://docs.cilium.io/en/v1.19/network/concepts/ipam/eni/#required-privileges, restricted as AWS restricts its own CNI,
    /// https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/iam-policy.md#scope-down-iam-policy-per-eks-cluster.
    /// </summary>
    public static PolicyDocument Cilium(AwsScope scope, string cluster, Input<string> vpcId)
    {
        IReadOnlyList<Input<string>> interfaces = [scope.Arn("ec2", "network-interface/*")];
        var ofCluster = PolicyCondition.Is($"aws:ResourceTag/{ClusterTag}", cluster);
        return new(
            Reads(
                "ec2:DescribeInstanceTypes", "ec2:DescribeNetworkInterfaces", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets", "ec2:DescribeVpcs"),
            Allows(
                ["ec2:CreateNetworkInterface"], [scope.Arn("ec2", "subnet/*"), scope.Arn("ec2", "security-group/*")], InVpc(scope, vpcId)),
            Allows(["ec2:CreateNetworkInterface"], interfaces, PolicyCondition.Is($"aws:RequestTag/{ClusterTag}", cluster)),
            Allows(["ec2:CreateTags"], interfaces, PolicyCondition.Is("ec2:CreateAction", "CreateNetworkInterface")),
            Allows(
                [
                    "ec2:AssignPrivateIpAddresses", "ec2:AttachNetworkInterface", "ec2:DeleteNetworkInterface",
                    "ec2:ModifyNetworkInterfaceAttribute",
                ],
                interfaces, ofCluster),
            Allows(
                ["ec2:AttachNetworkInterface", "ec2:ModifyNetworkInterfaceAttribute"],
                [scope.Arn("ec2", "instance/*")], PolicyCondition.Is($"aws:ResourceTag/{NodeTag}", cluster)));
    }

    /// <summary>
    /// Policy of the EBS driver for the KMS key of its volumes, in addition to the AWS managed policy for volumes of one cluster,
    /// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverEKSClusterScopedPolicy.html:
    /// https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/v1.64.0/docs/install.md. The add-on tags volumes with the cluster's name:
    /// https://github.com/kubernetes-sigs/aws-ebs-csi-driver/issues/2918.
    /// </summary>
    public static PolicyDocument Volumes(AwsScope scope, Input<string> key)
    {
        var byEbs = PolicyCondition.Is("kms:ViaService", $"ec2.{scope.Region}.{scope.DnsSuffix}");
        return new(
            Allows(["kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext"], [key], byEbs),
            Allows(["kms:CreateGrant"], [key], byEbs, new("Bool", "kms:GrantIsForAWSResource", "true")));
    }

    /// <summary>
    /// Policy of the EFS driver, which creates and deletes directories in one file system. It is stricter than
    /// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEFSCSIDriverPolicy.html, which covers all file systems.
    /// </summary>
    public static PolicyDocument Directories(AwsScope scope, Input<string> fileSystem)
    {
        const string tag = "efs.csi.aws.com/cluster";
        IReadOnlyList<Input<string>> accessPoints = [scope.Arn("elasticfilesystem", "access-point/*")];
        return new(
            Reads("ec2:DescribeAvailabilityZones"),
            Allows(
                [
                    "elasticfilesystem:DescribeAccessPoints", "elasticfilesystem:DescribeFileSystems",
                    "elasticfilesystem:DescribeMountTargets",
                ],
                [fileSystem, .. accessPoints]),
            Allows(["elasticfilesystem:CreateAccessPoint"], [fileSystem], PolicyCondition.Is($"aws:RequestTag/{tag}", "true")),
            Allows(
                ["elasticfilesystem:TagResource"], [fileSystem, .. accessPoints],
                PolicyCondition.Is("elasticfilesystem:CreateAction", "CreateAccessPoint")),
            Allows(["elasticfilesystem:DeleteAccessPoint"], accessPoints, PolicyCondition.Is($"aws:ResourceTag/{tag}", "true")));
    }

    /// <summary>
    /// Policy of the autoscaler, which scales the node groups of one cluster:
    /// https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md.
    /// </summary>
    public static PolicyDocument Autoscaler(AwsScope scope, string cluster) => new(
        Reads(
            "autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeAutoScalingInstances", "autoscaling:DescribeLaunchConfigurations",
            "autoscaling:DescribeScalingActivities", "autoscaling:DescribeTags", "ec2:DescribeImages", "ec2:DescribeInstanceTypes",
            "ec2:DescribeLaunchTemplateVersions", "ec2:GetInstanceTypesFromInstanceRequirements"),
        Allows(
            ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
            [scope.Arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/*")],
            PolicyCondition.Is($"aws:ResourceTag/k8s.io/cluster-autoscaler/{cluster}", "owned"),
            PolicyCondition.Is($"aws:ResourceTag/{NodeTag}", cluster)),
        Allows(["eks:DescribeNodegroup"], [scope.Arn("eks", $"nodegroup/{cluster}/*/*")]));

    /// <summary>
    /// Policy of external-dns, which writes records of hosted zones with the given names:
    /// https://kubernetes-sigs.github.io/external-dns/v0.23.0/docs/tutorials/aws/#iam-policy,
    /// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html.
    /// </summary>
    public static PolicyDocument ExternalDns(AwsScope scope, IReadOnlyList<Input<string>> zones, params string[] names)
    {
        IReadOnlyList<Input<string>> arns =
            [.. zones.Select(zone => (Input<string>)zone.Apply(id => $"arn:{scope.Partition}:route53:::hostedzone/{id}"))];
        return new(
            Reads("route53:ListHostedZones"),
            Allows(["route53:ListResourceRecordSets", "route53:ListTagsForResources"], arns),
            Allows(
                ["route53:ChangeResourceRecordSets"], arns,
                new PolicyCondition(
                    "ForAllValues:StringLike", "route53:ChangeResourceRecordSetsNormalizedRecordNames",
                    [.. names.Select(name => (Input<string>)name)])));
    }

    /// <summary>
    /// Policy of external-secrets, which reads parameters: https://external-secrets.io/latest/provider/aws-parameter-store/#iam-policy.
    /// </summary>
    public static PolicyDocument ExternalSecrets(AwsScope scope, IReadOnlyList<string> parameters, Input<string> key) => new(
        Allows(
            ["ssm:GetParameter", "ssm:ListTagsForResource"],
            [.. parameters.Select(parameter => (Input<string>)scope.Arn("ssm", $"parameter/{parameter}"))]),
        Allows(["kms:Decrypt"], [key], PolicyCondition.Is("kms:ViaService", $"ssm.{scope.Region}.{scope.DnsSuffix}")));

    internal static PolicyCondition InVpc(AwsScope scope, Input<string> vpcId) =>
        PolicyCondition.IsArn("ec2:Vpc", vpcId.Apply(id => scope.Arn("ec2", $"vpc/{id}")));

    // Actions that AWS does not restrict to resources.
    internal static PolicyStatement Reads(params string[] actions) => new() { Actions = actions, Resources = Everything };

    internal static PolicyStatement Allows(string[] actions, IReadOnlyList<Input<string>> resources, params PolicyCondition[] conditions) =>
        new() { Actions = actions, Resources = resources, Conditions = conditions };
}
