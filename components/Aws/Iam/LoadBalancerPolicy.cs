using K8tre.Components.Aws.Scope;
using static K8tre.Components.Aws.Iam.PodIdentityPolicies;

namespace K8tre.Components.Aws.Iam;

/// <summary>Policy of a cluster's AWS Load Balancer Controller.</summary>
/// <remarks>
/// https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.1.0/docs/install/iam_policy.json, but stricter: that policy
/// requires any cluster's tag, this one the tag of this cluster. K8TRE's Ingress uses neither Shield nor Cognito nor server certificates of
/// IAM, and only the Ingress of the public load balancer has a web ACL, so that the controller does not call the other services.
/// </remarks>
internal static class LoadBalancerPolicy
{
    // Tag of all resources that the controller creates.
    private const string Tag = "elbv2.k8s.aws/cluster";

    /// <summary>Changes of load balancers and target groups with the cluster's tag.</summary>
    public static IReadOnlyList<string> Changes { get; } =
    [
        "elasticloadbalancing:DeleteLoadBalancer", "elasticloadbalancing:DeleteTargetGroup", "elasticloadbalancing:DeregisterTargets",
        "elasticloadbalancing:ModifyCapacityReservation", "elasticloadbalancing:ModifyIpPools",
        "elasticloadbalancing:ModifyLoadBalancerAttributes", "elasticloadbalancing:ModifyTargetGroup",
        "elasticloadbalancing:ModifyTargetGroupAttributes", "elasticloadbalancing:RegisterTargets",
        "elasticloadbalancing:SetIpAddressType", "elasticloadbalancing:SetSecurityGroups", "elasticloadbalancing:SetSubnets",
    ];

    /// <summary>Changes of listeners and their rules. Some rules have no tag.</summary>
    public static IReadOnlyList<string> ChangesOfListeners { get; } =
    [
        "elasticloadbalancing:AddListenerCertificates", "elasticloadbalancing:AddTags", "elasticloadbalancing:CreateRule",
        "elasticloadbalancing:DeleteListener", "elasticloadbalancing:DeleteRule", "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:ModifyListenerAttributes", "elasticloadbalancing:ModifyRule",
        "elasticloadbalancing:RemoveListenerCertificates", "elasticloadbalancing:RemoveTags", "elasticloadbalancing:SetRulePriorities",
    ];

    /// <summary>Uses of a web ACL, on the web ACL and on load balancers.</summary>
    public static IReadOnlyList<string> UsesOfWebAcls { get; } =
        ["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL", "wafv2:GetWebACL", "wafv2:GetWebACLForResource"];

    /// <summary>Returns the policy for a cluster.</summary>
    /// <param name="scope">Account and region.</param>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="vpcId">Id of the cluster's VPC.</param>
    /// <param name="webAcl">ARN of the web ACL that the controller associates with load balancers. Null: none.</param>
    public static PolicyDocument For(AwsScope scope, string cluster, Input<string> vpcId, Input<string>? webAcl = null)
    {
        Input<string>[] groups = [scope.Arn("ec2", "security-group/*")];
        Input<string>[] targets = [Elb("targetgroup/*/*")];
        Input<string>[] balancers = [Elb("loadbalancer/app/*/*"), Elb("loadbalancer/net/*/*")];
        Input<string>[] listeners =
        [
            Elb("listener/app/*/*/*"), Elb("listener/net/*/*/*"), Elb("listener-rule/app/*/*/*"), Elb("listener-rule/net/*/*/*"),
        ];
        var (made, making) = (PolicyCondition.Is($"aws:ResourceTag/{Tag}", cluster), PolicyCondition.Is($"aws:RequestTag/{Tag}", cluster));
        var keepsOwner = PolicyCondition.IsAbsent($"aws:RequestTag/{Tag}");
        return new(
        [
            Reads(
                "acm:ListCertificates",
                "ec2:DescribeAccountAttributes", "ec2:DescribeAddresses", "ec2:DescribeAvailabilityZones", "ec2:DescribeInstances",
                "ec2:DescribeInternetGateways", "ec2:DescribeNetworkInterfaces", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets", "ec2:DescribeTags", "ec2:DescribeVpcPeeringConnections", "ec2:DescribeVpcs",
                "ec2:GetSecurityGroupsForVpc",
                "elasticloadbalancing:DescribeCapacityReservation", "elasticloadbalancing:DescribeListenerAttributes",
                "elasticloadbalancing:DescribeListenerCertificates", "elasticloadbalancing:DescribeListeners",
                "elasticloadbalancing:DescribeLoadBalancerAttributes", "elasticloadbalancing:DescribeLoadBalancers",
                "elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeSSLPolicies", "elasticloadbalancing:DescribeTags",
                "elasticloadbalancing:DescribeTargetGroupAttributes", "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth", "elasticloadbalancing:DescribeTrustStores"),
            Allows(["acm:DescribeCertificate"], [scope.Arn("acm", "certificate/*")]),
            Allows(
                ["iam:CreateServiceLinkedRole"],
                [IamRole.ArnOf(scope, "aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing")],
                PolicyCondition.Is("iam:AWSServiceName", "elasticloadbalancing.amazonaws.com")),

            Allows(["ec2:CreateSecurityGroup"], [vpcId.Apply(id => scope.Arn("ec2", $"vpc/{id}"))]),
            Allows(["ec2:CreateSecurityGroup"], groups, making),
            Allows(["ec2:CreateTags"], groups, PolicyCondition.Is("ec2:CreateAction", "CreateSecurityGroup"), making),
            Allows(["ec2:CreateTags", "ec2:DeleteTags"], groups, keepsOwner, made),
            Allows(["ec2:AuthorizeSecurityGroupIngress", "ec2:DeleteSecurityGroup", "ec2:RevokeSecurityGroupIngress"], groups, made),
            // The security group of the nodes, where the controller allows its load balancers.
            Allows(
                ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"], groups,
                PolicyCondition.Is($"aws:ResourceTag/{ClusterTag}", cluster)),

            Allows(
                ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"],
                [.. balancers, .. targets], making),
            Allows(
                ["elasticloadbalancing:AddTags"], [.. balancers, .. targets],
                PolicyCondition.Is("elasticloadbalancing:CreateAction", "CreateLoadBalancer", "CreateTargetGroup"), making),
            Allows(["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"], [.. balancers, .. targets], keepsOwner, made),
            Allows([.. Changes], [.. balancers, .. targets], made),
            Allows(["elasticloadbalancing:CreateListener"], balancers, made),
            Allows([.. ChangesOfListeners], listeners),
            .. webAcl is null ? Array.Empty<PolicyStatement>() : WebAcl(webAcl),
        ]);

        Input<string> Elb(string resource) => scope.Arn("elasticloadbalancing", resource);

        // WAF has no condition on tags of load balancers. It requires a permission of Elastic Load Balancing as well, which AWS restricts
        // neither to resources nor by a condition: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awswafv2.html
        PolicyStatement[] WebAcl(Input<string> acl) =>
            [Allows([.. UsesOfWebAcls], [acl, balancers[0]]), Reads("elasticloadbalancing:SetWebAcl")];
    }
}
