using System.Text.Json.Nodes;
using K8tre.Components.Aws.Iam;
using K8tre.Tests.Aws.Cluster;

namespace K8tre.Tests.Aws.Iam;

public sealed class PodIdentityPoliciesTests
{
    public static TheoryData<string> Names => [.. Policies.Keys];

    private static Dictionary<string, PolicyDocument> Policies { get; } = new()
    {
        ["cilium"] = PodIdentityPolicies.Cilium(EksComponents.Scope, "tre-dev", "vpc-1"),
        ["volumes"] = PodIdentityPolicies.Volumes(EksComponents.Scope, "arn:aws:kms:eu-west-2:123456789012:key/disks"),
        ["directories"] = PodIdentityPolicies.Directories(
            EksComponents.Scope, "arn:aws:elasticfilesystem:eu-west-2:123456789012:file-system/fs-1"),
        ["autoscaler"] = PodIdentityPolicies.Autoscaler(EksComponents.Scope, "tre-dev"),
        ["dns"] = PodIdentityPolicies.ExternalDns(EksComponents.Scope, ["Z1"], "dev.tre.example.org"),
        ["secrets"] = PodIdentityPolicies.ExternalSecrets(
            EksComponents.Scope, ["keycloak-db-secret"], "arn:aws:kms:eu-west-2:123456789012:key/parameters"),
        ["balancer"] = LoadBalancerPolicy.For(
            EksComponents.Scope, "tre-dev", "vpc-1", "arn:aws:wafv2:eu-west-2:123456789012:regional/webacl/tre-dev-web/1"),
    };

    [Theory, MemberData(nameof(Names))]
    public async Task On_everything_a_policy_only_looks(string name) => Assert.All(
        (await EksComponents.StatementsAsync(Policies[name])).Where(statement => statement.Texts("Resource").Contains("*")),
        // AWS restricts the last one to no resource. The web ACL itself is restricted.
        statement => Assert.All(
            statement.Texts("Action"), action => Assert.Matches(":(Describe|List|Get)|^elasticloadbalancing:SetWebAcl$", action)));

    [Theory, MemberData(nameof(Names))]
    public async Task None_hands_a_role_to_somebody_else_or_makes_one(string name) => Assert.All(
        await EksComponents.StatementsAsync(Policies[name]),
        statement => Assert.All(statement.Texts("Action"), action =>
            Assert.True(!action.StartsWith("iam:", StringComparison.Ordinal) || action == "iam:CreateServiceLinkedRole", action)));

    [Theory, MemberData(nameof(Names))]
    public async Task Each_fits_into_a_role(string name) =>
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
        Assert.True((await OutputUtilities.GetValueAsync(Policies[name].ToJson())).Length <= 10_240);

    [Theory]
    [InlineData("autoscaler", "autoscaling:SetDesiredCapacity", "aws:ResourceTag/k8s.io/cluster-autoscaler/tre-dev", "owned")]
    [InlineData("cilium", "ec2:DeleteNetworkInterface", "aws:ResourceTag/k8tre:cluster", "tre-dev")]
    [InlineData("cilium", "ec2:AssignPrivateIpAddresses", "aws:ResourceTag/k8tre:cluster", "tre-dev")]
    [InlineData("directories", "elasticfilesystem:DeleteAccessPoint", "aws:ResourceTag/efs.csi.aws.com/cluster", "true")]
    [InlineData("balancer", "elasticloadbalancing:DeleteLoadBalancer", "aws:ResourceTag/elbv2.k8s.aws/cluster", "tre-dev")]
    [InlineData("balancer", "elasticloadbalancing:CreateLoadBalancer", "aws:RequestTag/elbv2.k8s.aws/cluster", "tre-dev")]
    [InlineData("balancer", "ec2:DeleteSecurityGroup", "aws:ResourceTag/elbv2.k8s.aws/cluster", "tre-dev")]
    public async Task What_changes_things_changes_those_of_its_cluster(string name, string action, string key, string value) => Assert.All(
        await WithAsync(name, action), statement => Assert.Equal([value], statement.Allowed("StringEquals", key)));

    [Fact]
    public async Task Security_groups_are_opened_only_where_they_are_the_nodes_or_the_controllers_own() => Assert.All(
        await WithAsync("balancer", "ec2:AuthorizeSecurityGroupIngress"), statement => Assert.Single(
            statement["Condition"]!["StringEquals"]!.AsObject(),
            tag => tag.Key is "aws:ResourceTag/k8tre:cluster" or "aws:ResourceTag/elbv2.k8s.aws/cluster"));

    [Fact]
    public async Task Interfaces_are_made_in_one_network_and_with_the_clusters_tag()
    {
        var made = await WithAsync("cilium", "ec2:CreateNetworkInterface");

        Assert.Equal(2, made.Length);
        Assert.Equal(["arn:aws:ec2:eu-west-2:123456789012:vpc/vpc-1"], made[0].Allowed("ArnEquals", "ec2:Vpc"));
        Assert.Equal(["tre-dev"], made[1].Allowed("StringEquals", "aws:RequestTag/k8tre:cluster"));
    }

    [Fact]
    public async Task Records_are_written_in_the_zones_given_and_no_other() => Assert.Equal(
        ["arn:aws:route53:::hostedzone/Z1"], Assert.Single(await WithAsync("dns", "route53:ChangeResourceRecordSets")).Texts("Resource"));

    [Fact]
    public async Task Parameters_are_read_by_their_names_and_their_key_by_Systems_Manager_alone()
    {
        Assert.Equal(
            ["arn:aws:ssm:eu-west-2:123456789012:parameter/keycloak-db-secret"],
            Assert.Single(await WithAsync("secrets", "ssm:GetParameter")).Texts("Resource"));
        Assert.Equal(
            ["ssm.eu-west-2.amazonaws.com"],
            Assert.Single(await WithAsync("secrets", "kms:Decrypt")).Allowed("StringEquals", "kms:ViaService"));
    }

    [Fact]
    public async Task Directories_are_made_in_one_file_system() => Assert.Equal(
        ["arn:aws:elasticfilesystem:eu-west-2:123456789012:file-system/fs-1"],
        Assert.Single(await WithAsync("directories", "elasticfilesystem:CreateAccessPoint")).Texts("Resource"));

    [Fact]
    public async Task The_key_of_volumes_is_granted_to_EBS_alone() => Assert.Equal(
        ["true"], Assert.Single(await WithAsync("volumes", "kms:CreateGrant")).Allowed("Bool", "kms:GrantIsForAWSResource"));

    private static async Task<JsonNode[]> WithAsync(string name, string action)
    {
        var statements = (await EksComponents.StatementsAsync(Policies[name]))
            .Where(statement => statement.Texts("Action").Contains(action)).ToArray();
        Assert.NotEmpty(statements);
        return statements;
    }
}
