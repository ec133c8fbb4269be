using K8tre.Components.Aws.Cluster;
using K8tre.PlanModel;
using K8tre.Tests.Aws.Cluster;
using static K8tre.Tests.Stacks.ChangedStack;

namespace K8tre.Tests.Stacks.Aws;

/// <summary>What the example stacks of AWS do not ask for, asked for.</summary>
public sealed class AwsOptionsTests
{
    [Fact]
    public async Task A_bucket_for_data_of_workspaces_is_reached_from_its_network_alone()
    {
        var plan = await PlanAsync(
            "aws-dev",
            "publicZone: tre.example.org",
            "publicZone: tre.example.org\n          dataBucket: true\n          dataImmutableDays: 365");

        var bucket = Only(plan, "aws:s3/bucket:Bucket", "k8tre-dev-data");
        var endpoint = Only(plan, "aws:ec2/vpcEndpoint:VpcEndpoint", "k8tre-dev-vpc-endpoints-s3");
        Assert.True(bucket.Options is { Protect: true, RetainOnDelete: true });
        Assert.Contains(
            $"\"aws:SourceVpce\":[\"{endpoint.Id}\"]",
            (string?)Only(plan, "aws:s3/bucketPolicy:BucketPolicy", "k8tre-dev-data-policy").Inputs["policy"],
            StringComparison.Ordinal);
        Assert.Contains("arn:aws:s3:::k8tre-dev-data-*/*", (string?)endpoint.Inputs["policy"], StringComparison.Ordinal);
        Assert.Matches("^k8tre-dev-data-[0-9a-f]+$", (string?)plan.Outputs.At("dev.dataBucket"));
    }

    [Fact]
    public async Task What_an_account_has_once_can_be_a_stack_of_its_own()
    {
        var plan = await StackFile.PlanAsync("""
            config:
              k8tre:platform:
                name: tre
                vendor: aws
                aws: { region: eu-west-2, accountId: '111122223333', stateBucket: true, autoScalingRole: true, threatDetection: true }
                management: { mode: none }
                environments: []
            """);

        Assert.DoesNotContain(plan.Resources, resource => resource.Type is "aws:eks/cluster:Cluster" or "aws:ec2/vpc:Vpc");
        Assert.True(Only(plan, "aws:iam/serviceLinkedRole:ServiceLinkedRole", "tre-auto-scaling").Options.RetainOnDelete);
        Assert.Equal($"s3://{(string?)plan.Outputs["stateBucket"]}?region=eu-west-2", (string?)plan.Outputs["stateBackend"]);
        Assert.Equal($"awskms:///{(string?)plan.Outputs["stateKey"]}?region=eu-west-2", (string?)plan.Outputs["stateSecretsProvider"]);
    }

    [Fact]
    public async Task Pipelines_may_use_the_state_that_another_stack_made_and_the_identity_provider_that_the_account_has()
    {
        var plan = await PlanAsync("aws", "environment: production", """
            environment: production
                    identityProvider: arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com
                    state: { bucket: tre-state-1234, key: 'arn:aws:kms:eu-west-2:111122223333:key/1' }
            """);

        Assert.DoesNotContain(plan.Resources, resource => resource.Type == "aws:iam/openIdConnectProvider:OpenIdConnectProvider");
        var rights = (string?)Only(plan, "aws:iam/rolePolicy:RolePolicy", "k8tre-pipelines-state").Inputs["policy"];
        Assert.Contains("arn:aws:s3:::tre-state-1234/*", rights, StringComparison.Ordinal);
        Assert.Contains("arn:aws:kms:eu-west-2:111122223333:key/1", rights, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_of_pipelines_reach_every_API_server_and_the_state_from_the_management_network()
    {
        var plan = await PlanAsync("aws", "environment: production", """
            environment: production
                    state: { bucket: tre-state-1234, key: 'arn:aws:kms:eu-west-2:111122223333:key/1' }
                    runner: { connection: 'arn:aws:codeconnections:eu-west-2:111122223333:connection/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0' }
            """);

        var way = Only(plan, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "k8tre-management-eks-access-allow-runner");
        Assert.Equal(
            Only(plan, "aws:ec2/securityGroup:SecurityGroup", "k8tre-runner-outbound").Id,
            (string?)way.Inputs["referencedSecurityGroupId"]);
        Assert.Equal((443d, 443d), ((double)way.Inputs["fromPort"]!, (double)way.Inputs["toPort"]!));
        Assert.All(new[] { "dev", "stg", "prd", "management" }, cluster => Assert.True(
            plan.ComesAfter(
                Only(plan, "kubernetes:helm.sh/v3:Release", $"k8tre-{cluster}-network-cilium"),
                Only(plan, "aws:codebuild/webhook:Webhook", "k8tre-runner-webhook")), cluster));
        Assert.True(plan.ComesAfter(Only(plan, "kubernetes:helm.sh/v3:Release", "k8tre-management-network-cilium"), way));
        // Its machines have addresses of the subnets from which the other API servers are reached.
        Assert.All(
            new[] { "dev", "stg", "prd" },
            environment => Only(
                plan, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", $"k8tre-{environment}-eks-access-allow-10.0.0.0-21"));
        Assert.Contains(
            "arn:aws:s3:::tre-state-1234/*",
            (string?)Only(plan, "aws:ec2/vpcEndpoint:VpcEndpoint", "k8tre-management-vpc-endpoints-s3").Inputs["policy"],
            StringComparison.Ordinal);
        Assert.Contains(
            "arn:aws:iam::111122223333:role/k8tre-pipeline",
            (string?)Only(plan, "aws:ec2/vpcEndpoint:VpcEndpoint", "k8tre-management-vpc-endpoints-sts").Inputs["policy"],
            StringComparison.Ordinal);
        Assert.Equal("codebuild-k8tre-runner-${{ github.run_id }}-${{ github.run_attempt }}", (string?)plan.Outputs["pipelineRunsOn"]);
    }

    [Fact]
    public async Task Resolvers_of_an_organisation_may_ask_for_names_on_aws()
    {
        var plan = await PlanAsync("aws", "ranges: [10.200.0.0/16]", "ranges: [10.200.0.0/16]\n        resolver: true");

        Assert.Equal(3, plan.Resources.Count(resource => resource.Type == "aws:route53/resolverEndpoint:ResolverEndpoint"));
    }

    [Fact]
    public async Task A_public_gateway_on_aws_stands_behind_a_web_firewall()
    {
        var plan = await PlanAsync(
            "aws-dev", "publicZone: tre.example.org", "publicZone: tre.example.org\n          publicGateway: true", Waiver);

        var firewall = plan.Resources.Single(resource => resource.Type == "aws:wafv2/webAcl:WebAcl");
        var ingress = plan.Resources.Single(resource => resource.Type == "kubernetes:networking.k8s.io/v1:Ingress").Inputs
            .At("metadata.annotations")!;
        Assert.Equal(
            ((string?)firewall.Outputs["arn"], "internet-facing"),
            ((string?)ingress["alb.ingress.kubernetes.io/wafv2-acl-arn"], (string?)ingress["alb.ingress.kubernetes.io/scheme"]));
    }

    [Fact]
    public async Task A_public_gateway_on_aws_comes_after_what_it_needs_and_nothing_waits_for_its_certificate()
    {
        var plan = await PlanAsync(
            "aws-dev", "publicZone: tre.example.org", "publicZone: tre.example.org\n          publicGateway: true", Waiver);

        var ingress = Only(plan, "kubernetes:networking.k8s.io/v1:Ingress", "k8tre-dev-public-ingress-load-balancer");
        var records = Only(plan, "kubernetes:helm.sh/v3:Release", "k8tre-dev-public-ingress-records");
        Assert.True(plan.ComesAfter(ingress, Only(plan, "kubernetes:core/v1:Namespace", "k8tre-dev-gateway")));
        Assert.True(
            plan.ComesAfter(ingress, Only(plan, "aws:s3/bucketPolicy:BucketPolicy", "k8tre-dev-access-logs-policy")));
        Assert.True(
            plan.ComesAfter(
                ingress, Only(plan, "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "k8tre-dev-web-logging")));
        Assert.True(plan.ComesAfter(
            records, Only(plan, "aws:eks/podIdentityAssociation:PodIdentityAssociation", "k8tre-dev-public-ingress-dns-public-dns")));
        var registration = Only(plan, "kubernetes:core/v1:Secret", "k8tre-dev-registration");
        Assert.False(plan.ComesAfter(
            registration, Only(plan, "aws:acm/certificateValidation:CertificateValidation", "k8tre-dev-certificate-validation")));
    }

    [Fact]
    public async Task A_public_gateway_on_aws_lets_its_controller_reach_the_web_firewall()
    {
        var closed = await PlanAsync("aws-dev", "vendor: aws", "vendor: aws");
        var open = await PlanAsync(
            "aws-dev", "publicZone: tre.example.org", "publicZone: tre.example.org\n          publicGateway: true", Waiver);

        Assert.DoesNotContain("wafv2.eu-west-2.amazonaws.com", Names(closed, "k8tre-dev"));
        Assert.Contains("wafv2.eu-west-2.amazonaws.com", Names(open, "k8tre-dev"));
    }

    [Fact]
    public async Task Jobs_on_aws_reach_from_the_management_network_what_a_deployment_needs_and_clusters_do_not()
    {
        var plan = await PlanAsync(
            "aws",
            "environment: production",
            "environment: production\n        runner:\n          connection: "
            + "arn:aws:codeconnections:eu-west-2:111122223333:connection/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");

        string[] needed =
        [
            "api.pulumi.com", "api.nuget.org", "codeload.github.com", "iam.amazonaws.com", "kms.eu-west-2.amazonaws.com",
            "network-firewall.eu-west-2.amazonaws.com",
        ];
        Assert.Empty(needed.Except(Names(plan, "k8tre-management")));
        Assert.Empty(needed.Intersect(Names(plan, "k8tre-prd")));
    }

    [Fact]
    public async Task The_controller_of_load_balancers_may_put_the_web_firewall_before_those_of_its_cluster()
    {
        var plan = await PlanAsync(
            "aws-dev", "publicZone: tre.example.org", "publicZone: tre.example.org\n          publicGateway: true", Waiver);

        var acl = (string)Only(plan, "aws:wafv2/webAcl:WebAcl", "k8tre-dev-web").Outputs["arn"]!;
        var role = Only(plan, "aws:iam/rolePolicy:RolePolicy", "k8tre-dev-workloads-balancer-role-balancer");
        var rights = role.Inputs["policy"]!.Statements();
        var associating = Assert.Single(rights, statement => statement.Texts("Action").Contains("wafv2:AssociateWebACL"));
        Assert.Equal(
            ["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL", "wafv2:GetWebACL", "wafv2:GetWebACLForResource"],
            associating.Texts("Action"));
        Assert.Equal([acl, "arn:aws:elasticloadbalancing:eu-west-2:111122223333:loadbalancer/app/*/*"], associating.Texts("Resource"));
        var attaching = Assert.Single(rights, statement => statement.Texts("Action").Contains("elasticloadbalancing:SetWebAcl"));
        // Elastic Load Balancing knows neither a resource nor a tag of this action: with a condition, it would never be allowed.
        Assert.Equal(["*"], attaching.Texts("Resource"));
        Assert.Null(attaching["Condition"]);
        Assert.True(plan.ComesAfter(Only(plan, "kubernetes:core/v1:Namespace", "k8tre-dev-gateway"), role));
    }

    [Fact]
    public async Task Without_a_public_gateway_the_controller_of_load_balancers_has_no_right_to_web_firewalls()
    {
        var plan = await PlanAsync("aws-dev", "vendor: aws", "vendor: aws");

        Assert.DoesNotContain(
            "wafv2",
            (string?)Only(plan, "aws:iam/rolePolicy:RolePolicy", "k8tre-dev-workloads-balancer-role-balancer").Inputs["policy"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Argo_cd_reaches_a_cluster_that_has_a_public_address_by_that()
    {
        var closed = await PlanAsync("aws", "vendor: aws", "vendor: aws");
        var open = await PlanAsync(
            "aws", "externalDomain: dev.tre.example.org\n        eks:",
            "externalDomain: dev.tre.example.org\n        eks:\n          publicRanges: [203.0.113.0/24]",
            Waiver.Replace("privateGateway", "privateApi", StringComparison.Ordinal));

        var addresses = open.Outputs.At("management.natAddresses")!.AsArray().Select(address => $"{(string?)address}/32");
        Assert.Equal(
            ["203.0.113.0/24", .. addresses],
            Only(open, "aws:eks/cluster:Cluster", "k8tre-dev-eks").Inputs.At("vpcConfig.publicAccessCidrs")!.AsArray()
                .Select(range => (string)range!));
        const string names = "content:\".eu-west-2.eks.amazonaws.com\"";
        Assert.Contains(names, Passing(open, "k8tre-management"), StringComparison.Ordinal);
        Assert.DoesNotContain(names, Passing(open, "k8tre-dev"), StringComparison.Ordinal);
        Assert.DoesNotContain(names, Passing(closed, "k8tre-management"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environments_that_prove_their_domains_in_one_public_zone_share_it()
    {
        var plan = await PlanAsync(
            "aws",
            "        eks:\n          administrators: *administrators\n          pools:",
            "        eks:\n          publicZone: tre.example.org\n          administrators: *administrators\n          pools:");

        var zone = Only(plan, "aws:route53/zone:Zone", "k8tre-zone-tre.example.org");
        Assert.Single(plan.Resources, resource => resource.Type == "aws:route53/zone:Zone" && resource.Inputs["vpcs"] is null);
        Assert.All(
            ["stg", "prd"],
            environment => Assert.Equal(
                zone.Id, (string?)Only(plan, "aws:route53/record:Record", $"k8tre-{environment}-certificate-proof").Inputs["zoneId"]));
    }

    [Fact]
    public async Task Names_in_a_public_zone_are_changed_below_the_environments_own_domain()
    {
        var plan = await PlanAsync(
            "aws-dev", "publicZone: tre.example.org", "publicZone: tre.example.org\n          publicGateway: true", Waiver);

        var rights = Only(plan, "aws:iam/rolePolicy:RolePolicy", "k8tre-dev-public-ingress-dns-role-records")
            .Inputs["policy"]!.Statements();
        var changing = Assert.Single(rights, statement => statement.Texts("Action").Contains("route53:ChangeResourceRecordSets"));
        Assert.Equal(
            ["*.dev.tre.example.org"],
            changing.Allowed("ForAllValues:StringLike", "route53:ChangeResourceRecordSetsNormalizedRecordNames"));
    }

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html,
    // https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html,
    // https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53_Resolver.html
    [Theory, InlineData("aws", 19), InlineData("aws-dev", 26)]
    public async Task The_longest_name_makes_no_name_that_aws_refuses(string stack, int length)
    {
        var plan = await PlanAsync(stack, "name: k8tre", $"name: {new string('t', length)}", changes: text => text
            .Replace("accountId: '111122223333'", "accountId: '111122223333'\n      registry: false", StringComparison.Ordinal)
            .Replace("ranges: [10.200.0.0/16]", "ranges: [10.200.0.0/16]\n        resolver: true", StringComparison.Ordinal)
            .Replace("- name: work", "- name: sixteen-letters-", StringComparison.Ordinal)
            .Replace("publicZone: tre.example.org", "publicZone: tre.example.org\n          publicGateway: true", StringComparison.Ordinal),
            waiver: stack == "aws-dev" ? Waiver : null);

        Assert.Contains(
            plan.Resources,
            resource => resource.Type == "aws:eks/cluster:Cluster"
                && ((string)resource.Inputs["name"]!).Length == EksControlPlaneArgs.LongestName);
        Assert.Empty(
            plan.Resources.Where(resource => Longest(resource.Type) is { } limit && NameOf(resource).Length > limit)
                .Select(resource => $"{NameOf(resource)} ({resource.Type})"));

        // What Pulumi ends a name with: a dash and seven digits.
        static string NameOf(PlanResource resource) => (string?)resource.Inputs["name"] ?? $"{resource.Name}-0123456";

        static int? Longest(string type) => type switch
        {
            "aws:iam/role:Role" => 64,
            "aws:eks/nodeGroup:NodeGroup" => 63,
            "aws:networkfirewall/ruleGroup:RuleGroup" or "aws:ec2/launchTemplate:LaunchTemplate" => 128,
            _ => type.StartsWith("aws:route53/resolver", StringComparison.Ordinal) ? 64 : null,
        };
    }

    // What a network's resolver answers.
    private static IEnumerable<string> Names(Plan plan, string cluster) =>
        Only(plan, "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList", $"{cluster}-vpc-dns-allowed")
            .Inputs["domains"]!.AsArray().Select(name => ((string)name!).TrimEnd('.'));

    // The rules of a network's firewall.
    private static string Passing(Plan plan, string cluster) =>
        (string)Only(plan, "aws:networkfirewall/ruleGroup:RuleGroup", $"{cluster}-vpc-internet-egress-rules-names").Inputs
            .At("ruleGroup.rulesSource.rulesString")!;
}
