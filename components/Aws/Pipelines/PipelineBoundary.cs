using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Pipelines;

/// <summary>
/// Permissions boundary of all roles that a pipeline makes: what clusters, their controllers and builds need, on resources with the
/// platform's names and tags. It grants nothing by itself.
/// </summary>
/// <remarks>
/// <para>
/// IAM cannot restrict whom a role trusts. A pipeline could therefore make a role that a foreign account assumes. The boundary is the most
/// that such a role has: it reads no snapshot, no bucket and no file, decrypts only through services, and changes only what has the
/// platform's name or tag. What is left: the platform's parameters, its volumes and network interfaces, images, records of its domains,
/// and descriptions of the account's resources in the region. Sessions of a web identity, such as those of a workflow, have nothing at all.
/// </para>
/// <para>https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html</para>
/// </remarks>
internal sealed record PipelineBoundary(AwsScope Scope, string Prefix)
{
    private const string BalancerTag = "elbv2.k8s.aws/cluster", VolumeTag = "ebs.csi.aws.com/cluster-name",
        FilesTag = "efs.csi.aws.com/cluster";

    private static readonly Input<string>[] Everything = ["*"];

    /// <summary>Domains of the platform, whose records its controllers write.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>ARN of the connection of CodeConnections that builds use. Null: there are no builds.</summary>
    public Input<string>? Connection { get; init; }

    private string Names => $"{Prefix}-*";

    /// <summary>Returns the policy as JSON.</summary>
    public Output<string> Policy() => PolicyDocument.Json(
        [.. Denials(), .. Reads(), .. Network(), .. Disks(), .. Balancers(), .. Services(), .. Builds()]);

    private IEnumerable<PolicyStatement> Denials() =>
    [
        // The key exists in sessions of AssumeRoleWithWebIdentity only. The programs in a cluster sign in with EKS Pod Identity.
        new() { Sid = "NoWebIdentity", Denies = true, Actions = ["*"], Conditions = [new("Null", "aws:FederatedProvider", "false")] },
        // Global services have this second region.
        new()
        {
            Sid = "OnlyHere",
            Denies = true,
            Actions = ["*"],
            Conditions = [new("StringNotEquals", "aws:RequestedRegion", Scope.Region, "us-east-1")],
        },
    ];

    // They describe the account's resources and disclose no data. AWS restricts most of them to no resource. SetWebAcl needs a permission
    // on the web ACL as well.
    private IEnumerable<PolicyStatement> Reads() =>
    [
        new()
        {
            Actions =
            [
                "acm:DescribeCertificate", "acm:ListCertificates", "autoscaling:Describe*", "ec2:Describe*",
                "ec2:GetInstanceTypesFromInstanceRequirements", "ec2:GetSecurityGroupsForVpc", "ecr:GetAuthorizationToken",
                "elasticfilesystem:Describe*", "elasticloadbalancing:Describe*", "elasticloadbalancing:SetWebAcl", "kms:DescribeKey",
                "logs:DescribeLogGroups", "route53:List*",
            ],
        },
        Allow(
            ["eks:DescribeCluster", "eks:DescribeNodegroup", "eks-auth:AssumeRoleForPodIdentity"],
            [$"arn:{Scope.Partition}:eks:*:*:*/{Names}"]),
    ];

    private IEnumerable<PolicyStatement> Network() =>
    [
        Allow(["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"], Everything),
        // Interfaces of nodes, and their security group, where the controller of load balancers allows these.
        Tagged(
            PodIdentityPolicies.ClusterTag,
            "ec2:*SecurityGroupIngress", "ec2:AssignPrivateIpAddresses", "ec2:AttachNetworkInterface",
            "ec2:ModifyNetworkInterfaceAttribute"),
        Tagged(
            PodIdentityPolicies.NodeTag,
            "autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup", "ec2:AttachNetworkInterface",
            "ec2:AttachVolume", "ec2:DetachVolume", "ec2:ModifyNetworkInterfaceAttribute"),
        Allow(
            ["ec2:CreateTags"], Everything,
            PolicyCondition.Is("ec2:CreateAction", "CreateNetworkInterface", "CreateSecurityGroup", "CreateSnapshot", "CreateVolume")),
    ];

    private IEnumerable<PolicyStatement> Disks() =>
    [
        Tagging(VolumeTag, "ec2:CreateSnapshot", "ec2:CreateVolume"),
        Tagged(VolumeTag, "ec2:*Volume", "ec2:CreateSnapshot", "ec2:DeleteSnapshot"),
        Allow(["elasticfilesystem:CreateAccessPoint"], Everything, Is("Request", FilesTag, "true")),
        Allow(
            ["elasticfilesystem:TagResource"], Everything,
            PolicyCondition.Is("elasticfilesystem:CreateAction", "CreateAccessPoint")),
        Allow(["elasticfilesystem:DeleteAccessPoint"], Everything, Is("Resource", FilesTag, "true")),
        Allow(
            ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:RetireGrant"],
            Everything,
            PolicyCondition.Is(
                "kms:ViaService",
                [.. new[] { "ec2", "ecr", "s3", "ssm" }.Select(service => (Input<string>)$"{service}.{Scope.Region}.{Scope.DnsSuffix}")]),
            new("ForAnyValue:StringLike", "kms:ResourceAliases", $"alias/{Names}")),
    ];

    private IEnumerable<PolicyStatement> Balancers() =>
    [
        Allow(["ec2:CreateSecurityGroup"], Ec2("vpc")),
        Tagging(
            BalancerTag,
            "ec2:CreateSecurityGroup", "elasticloadbalancing:AddTags", "elasticloadbalancing:CreateLoadBalancer",
            "elasticloadbalancing:CreateTargetGroup"),
        Tagged(
            BalancerTag,
            [
                "ec2:*SecurityGroupIngress", "ec2:CreateTags", "ec2:DeleteSecurityGroup", "ec2:DeleteTags",
                .. Elb("*Tags", "CreateListener", "Delete*", "Deregister*", "Modify*", "Register*", "Set*"),
            ]),
        Allow(Elb("*Listener*", "*Rule*", "*Tags"), [ElbArn("listener/*"), ElbArn("listener-rule/*")]),
        Allow(LoadBalancerPolicy.UsesOfWebAcls, [Scope.Arn("wafv2", $"regional/webacl/{Names}"), ElbArn("loadbalancer/app/*")]),
        Allow(
            ["iam:CreateServiceLinkedRole"], Everything,
            PolicyCondition.Is("iam:AWSServiceName", "elasticloadbalancing.amazonaws.com")),
    ];

    private IEnumerable<PolicyStatement> Services() =>
    [
        Allow(["ssm:GetParameter", "ssm:ListTagsForResource"], [Scope.Arn("ssm", $"parameter/{Names}")]),
        Allow(
            ["route53:ChangeResourceRecordSets"], [Zones],
            new PolicyCondition(
                "ForAllValues:StringLike", "route53:ChangeResourceRecordSetsNormalizedRecordNames",
                [.. Domains.SelectMany(domain => new Input<string>[] { domain, $"*.{domain}" })])),
        // The images of EKS's add-ons are in AWS's accounts.
        Allow(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], [$"arn:{Scope.Partition}:ecr:{Scope.Region}:*:repository/*"]),
        Allow(
            ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository", "ecr:PutLifecyclePolicy", "ecr:TagResource"],
            [$"arn:{Scope.Partition}:ecr:*:{Scope.AccountId}:repository/{Prefix}/*"]),
        Allow(
            ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            [$"arn:{Scope.Partition}:logs:*:*:log-group:*{Names}"]),
        // Argo CD also accesses clusters of other platforms in the account, with roles that trust only this Argo CD.
        Allow(["sts:AssumeRole", "sts:TagSession"], [EksArgoCdAccess.RoleArnOf(Scope, "*")]),
    ];

    private IEnumerable<PolicyStatement> Builds() => Connection is null ? [] :
    [
        Allow(PipelineRunner.UsesOfConnection, [Connection]),
        Allow(
            ["ec2:CreateNetworkInterfacePermission"], Everything,
            PolicyCondition.Is("ec2:AuthorizedService", "codebuild.amazonaws.com")),
    ];

    private string Zones => $"arn:{Scope.Partition}:route53:::hostedzone/*";

    // Short, because IAM accepts 6,144 characters. The region is a condition of its own.
    private Input<string>[] Ec2(params string[] kinds) =>
        [.. kinds.Select(kind => (Input<string>)$"arn:{Scope.Partition}:ec2:*:*:{kind}/*")];

    private string ElbArn(string resource) => $"arn:{Scope.Partition}:elasticloadbalancing:*:*:{resource}";

    // Patterns, for the same reason. Each is restricted to load balancers of the platform, or to listeners.
    private static string[] Elb(params string[] actions) => [.. actions.Select(action => $"elasticloadbalancing:{action}")];

    private PolicyStatement Tagged(string key, params string[] actions) =>
        Allow(actions, Everything, new PolicyCondition("StringLike", $"aws:ResourceTag/{key}", Names));

    private PolicyStatement Tagging(string key, params string[] actions) =>
        Allow(actions, Everything, new PolicyCondition("StringLike", $"aws:RequestTag/{key}", Names));

    private static PolicyCondition Is(string tag, string key, string value) => PolicyCondition.Is($"aws:{tag}Tag/{key}", value);

    private static PolicyStatement Allow(
        IReadOnlyList<string> actions, IReadOnlyList<Input<string>> resources, params PolicyCondition[] conditions) =>
        new() { Actions = actions, Resources = resources, Conditions = conditions };
}
