using System.IO.Enumeration;
using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.Aws;

/// <summary>What the platform on AWS with three environments is.</summary>
public sealed class AwsPlanTests(AwsPlan aws) : IClassFixture<AwsPlan>
{
    private static readonly string[] Environments = ["dev", "stg", "prd"];

    public static TheoryData<string> AllEnvironments => [.. Environments];

    public static TheoryData<string> AllClusters => ["management", .. Environments];

    [Fact]
    public void Four_private_clusters_stand_in_four_networks_that_have_their_names()
    {
        var clusters = OfType("aws:eks/cluster:Cluster").ToArray();

        Assert.Equal(
            ["k8tre-dev", "k8tre-management", "k8tre-prd", "k8tre-stg"],
            clusters.Select(cluster => (string)cluster.Inputs["name"]!).Order());
        Assert.Equal(
            clusters.Select(cluster => (string)cluster.Inputs["name"]!).Order(),
            OfType("aws:ec2/vpc:Vpc").Select(network => (string)network.Inputs.At("tags.Name")!).Order());
        Assert.All(
            clusters,
            cluster => Assert.Equal(
                (true, false),
                ((bool)cluster.Inputs.At("vpcConfig.endpointPrivateAccess")!, (bool)cluster.Inputs.At("vpcConfig.endpointPublicAccess")!)));
        Assert.All(clusters, cluster => Assert.False((bool)cluster.Inputs["bootstrapSelfManagedAddons"]!));
        Assert.All(clusters, cluster => Assert.False((bool)cluster.Inputs.At("accessConfig.bootstrapClusterCreatorAdminPermissions")!));
    }

    [Fact]
    public void Networks_lie_where_K8tre_lets_pods_reach_them_and_share_no_address()
    {
        var ranges = OfType("aws:ec2/vpc:Vpc").Select(network => System.Net.IPNetwork.Parse((string)network.Inputs["cidrBlock"]!))
            .ToArray();

        Assert.All(ranges, range => Assert.True(System.Net.IPNetwork.Parse("10.0.0.0/16").Contains(range.BaseAddress)));
        Assert.All(ranges, one => Assert.All(ranges.Where(other => other != one), other => Assert.False(one.Contains(other.BaseAddress))));
    }

    [Fact]
    public void Clusters_wait_for_no_other_cluster() => Assert.All(
        OfType("aws:eks/cluster:Cluster"),
        one => Assert.All(
            OfType("aws:eks/cluster:Cluster").Where(other => other != one),
            other => Assert.False(aws.ComesAfter(one, other), $"{one.Name} {other.Name}")));

    [Fact]
    public void The_management_network_alone_is_joined_to_others()
    {
        var management = OfType("aws:ec2/vpc:Vpc").Single(network => (string?)network.Inputs.At("tags.Name") == "k8tre-management").Id;

        var peerings = OfType("aws:ec2/vpcPeeringConnection:VpcPeeringConnection").ToArray();
        Assert.Equal(3, peerings.Length);
        Assert.All(peerings, peering => Assert.Equal(management, (string?)peering.Inputs["vpcId"]));
    }

    [Theory, MemberData(nameof(AllEnvironments))]
    public void Cilium_comes_before_the_nodes_and_what_needs_nodes_after_them(string environment)
    {
        var cluster = $"k8tre-{environment}";
        var cilium = aws["kubernetes:helm.sh/v3:Release", $"{cluster}-network-cilium"];
        var nodes = OfType("aws:eks/nodeGroup:NodeGroup")
            .Where(group => group.Name.StartsWith($"{cluster}-nodes-", StringComparison.Ordinal)).ToArray();

        Assert.True((bool)cilium.Inputs["skipAwait"]!);
        Assert.NotEmpty(nodes);
        Assert.All(nodes, group => Assert.True(aws.ComesAfter(group, cilium), group.Name));
        Assert.All(
            nodes, group => Assert.True(aws.ComesAfter(aws["aws:eks/addon:Addon", $"{cluster}-add-ons-coredns"], group), group.Name));
        Assert.All(
            nodes, group => Assert.True(aws.ComesAfter(aws["kubernetes:core/v1:Secret", $"{cluster}-registration"], group), group.Name));
    }

    [Theory, MemberData(nameof(AllClusters))]
    public void Ways_to_a_cluster_stay_while_anything_is_in_it(string cluster)
    {
        var ways = OfType("aws:ec2/route:Route").Where(route =>
            route.Name.StartsWith(
                $"k8tre-{cluster}-transit-",
                StringComparison.Ordinal) || route.Name.StartsWith($"k8tre-{cluster}-peering-", StringComparison.Ordinal)).ToArray();
        var providers = OfType("pulumi:providers:kubernetes").Where(provider =>
            provider.Name.StartsWith($"k8tre-{cluster}", StringComparison.Ordinal)).Select(provider => provider.Urn).ToHashSet();
        var inside = aws.Plan.Resources.Where(resource => resource.Provider is { } provider && providers.Contains(provider)).ToArray();

        Assert.NotEmpty(inside);
        Assert.Equal(cluster != "management", ways.Any(way => way.Name.Contains("-peering-", StringComparison.Ordinal)));
        Assert.All(ways, way => Assert.All(inside, resource => Assert.True(aws.ComesAfter(resource, way), $"{resource.Name} {way.Name}")));
    }

    [Theory, MemberData(nameof(AllEnvironments))]
    public void The_controller_of_load_balancers_can_work_until_the_gateways_namespace_is_gone(string environment)
    {
        var cluster = $"k8tre-{environment}";
        var home = aws["kubernetes:core/v1:Namespace", $"{cluster}-gateway"];

        Assert.True(aws.ComesAfter(home, aws["aws:iam/rolePolicy:RolePolicy", $"{cluster}-workloads-balancer-role-balancer"]));
        const string account = "aws-load-balancer-controller";
        var association = aws["aws:eks/podIdentityAssociation:PodIdentityAssociation", $"{cluster}-workloads-balancer-{account}"];
        Assert.True(aws.ComesAfter(home, association));
        Assert.True(aws.ComesAfter(home, aws["kubernetes:cilium.io/v2:CiliumClusterwideNetworkPolicy", $"{cluster}-policies-{account}"]));
        Assert.True(aws.ComesAfter(home, aws["aws:acm/certificate:Certificate", $"{cluster}-certificate"]));
    }

    [Theory, MemberData(nameof(AllEnvironments))]
    public void Argo_cd_learns_of_a_cluster_once_that_has_the_namespace_of_the_gateway(string environment) => Assert.True(
        aws.ComesAfter(
            aws["kubernetes:core/v1:Secret", $"k8tre-{environment}-registration"],
            aws["kubernetes:core/v1:Namespace", $"k8tre-{environment}-gateway"]));

    [Fact]
    public void The_list_of_dependants_is_the_first_to_go_so_that_a_refusal_stops_everything()
    {
        var list = aws["kubernetes:core/v1:ConfigMap", "k8tre-dependants"];

        Assert.Empty(
            aws.Plan.Resources.Where(resource => resource.Custom && resource != list && !aws.ComesAfter(list, resource))
                .Select(resource => $"{resource.Name} ({resource.Type})"));
    }

    [Theory, MemberData(nameof(AllEnvironments))]
    public void Neither_Cilium_nor_nodes_wait_for_the_agent_of_identities_and_no_identity_for_nodes(string environment)
    {
        var cluster = $"k8tre-{environment}";
        var agent = aws["aws:eks/addon:Addon", $"{cluster}-add-ons-pod-identity"];
        var nodes = OfType("aws:eks/nodeGroup:NodeGroup")
            .Where(group => group.Name.StartsWith($"{cluster}-nodes-", StringComparison.Ordinal)).ToArray();
        var identities = OfType("aws:eks/podIdentityAssociation:PodIdentityAssociation")
            .Where(identity => identity.Name.StartsWith($"{cluster}-add-ons-", StringComparison.Ordinal)).ToArray();

        Assert.All(
            nodes.Append(aws["kubernetes:helm.sh/v3:Release", $"{cluster}-network-cilium"]),
            waiting => Assert.False(aws.ComesAfter(waiting, agent), waiting.Name));
        Assert.Equal(2, identities.Length);
        Assert.All(identities, identity => Assert.All(nodes, group => Assert.False(aws.ComesAfter(identity, group), identity.Name)));
        Assert.True(aws.ComesAfter(aws["kubernetes:core/v1:Secret", $"{cluster}-registration"], agent));
    }

    [Theory, MemberData(nameof(AllEnvironments))]
    public void Argo_cds_role_alone_is_trusted_and_nobody_makes_it_a_token(string environment)
    {
        var trust = (string)OfType("aws:iam/role:Role").Single(role => (string?)role.Inputs["name"] == $"k8tre-{environment}-argocd")
            .Inputs["assumeRolePolicy"]!;
        var argoCd = OfType("aws:iam/role:Role").Single(role => role.Name == "k8tre-management-argocd-role-identity-role");

        Assert.Contains($"\"{(string?)argoCd.Outputs["arn"]}\"", trust, StringComparison.Ordinal);
        Assert.Equal(
            "argocd-manager",
            (string?)aws["kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding", $"k8tre-{environment}-argocd-access-binding"]
                .Inputs.At("subjects.0.name"));
        Assert.DoesNotContain(
            aws.Plan.Resources,
            resource => (string?)resource.Inputs["type"] == "kubernetes.io/service-account-token" && resource.Name.Contains(
                $"-{environment}-", StringComparison.Ordinal));
    }

    [Fact]
    public void Pods_of_Argo_cd_start_once_they_can_be_assigned_their_identity()
    {
        var associations = OfType("aws:eks/podIdentityAssociation:PodIdentityAssociation")
            .Where(association => (string?)association.Inputs["namespace"] == "argocd").ToArray();

        Assert.Equal(3, associations.Length);
        Assert.All(associations, association => Assert.True(
            aws.ComesAfter(aws["kubernetes:helm.sh/v3:Release", "k8tre-management-argocd"], association), association.Name));
    }

    [Theory, MemberData(nameof(AllEnvironments))]
    public void Secrets_of_environments_lie_apart_and_the_store_is_told_where(string environment)
    {
        var cluster = $"k8tre-{environment}";
        var registration = aws["kubernetes:core/v1:Secret", $"{cluster}-registration"];

        Assert.Equal(
            15,
            OfType("aws:ssm/parameter:Parameter")
                .Count(parameter => ((string)parameter.Inputs["name"]!).StartsWith($"/{cluster}/", StringComparison.Ordinal)));
        Assert.Equal("aws", (string?)registration.Inputs.At("metadata.labels")!["secret-store"]);
        Assert.Contains(
            $"\"prefix\":\"/{cluster}/\"",
            (string?)registration.Inputs.At("metadata.annotations")!["k8tre-infra/secret-store-provider"],
            StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(AllEnvironments))]
    public void One_storage_class_is_the_default(string environment) => Assert.Single(
        OfType("kubernetes:storage.k8s.io/v1:StorageClass"),
        made => made.Name.StartsWith($"k8tre-{environment}-", StringComparison.Ordinal) && (string?)made.Inputs
            .At("metadata.annotations")?["storageclass.kubernetes.io/is-default-class"] == "true");

    [Fact]
    public void Whatever_a_pipeline_makes_of_roles_is_bounded() => Assert.All(
        OfType("aws:iam/role:Role")
            .Where(role => role.Name is not ("k8tre-pipelines" or "k8tre-pipelines-backup-role")),
            role => Assert.NotNull(role.Inputs["permissionsBoundary"]));

    [Fact]
    public void Pipelines_administer_every_cluster_before_anything_is_made_in_it()
    {
        var role = aws["aws:iam/role:Role", "k8tre-pipelines"];

        foreach (var cluster in Environments.Append("management").Select(word => $"k8tre-{word}"))
        {
            var right = aws["aws:eks/accessPolicyAssociation:AccessPolicyAssociation", $"{cluster}-eks-access-pipeline-admin"];
            Assert.Equal((string?)role.Outputs["arn"], (string?)right.Inputs["principalArn"]);
            Assert.True(aws.ComesAfter(aws["kubernetes:helm.sh/v3:Release", $"{cluster}-network-cilium"], right), cluster);
        }
    }

    [Fact]
    public void Pipelines_may_change_whatever_has_a_name_or_an_ARN()
    {
        var allowed = OfType("aws:iam/policy:Policy").Where(policy => policy.Name != "k8tre-pipelines-boundary")
            .SelectMany(policy => JsonNode.Parse((string)policy.Inputs["policy"]!).At("Statement")!.AsArray())
            .Where(statement =>
                (string?)statement.At("Effect") == "Allow" && !((string?)statement.At("Sid"))!.StartsWith("Read", StringComparison.Ordinal))
            .SelectMany(statement => statement.At("Resource")!.AsArray()).Select(resource => (string)resource!)
                .Where(resource => resource != "*").Distinct().ToArray();

        // Its own role is a person's.
        var made = aws.Plan.Resources.Where(resource =>
            resource.Type.StartsWith("aws:", StringComparison.Ordinal) && !resource.Name.StartsWith(
                "k8tre-pipelines", StringComparison.Ordinal))
            .Select(resource => (resource.Name, Arn: Arn(resource))).Where(resource => resource.Arn is not null);
        Assert.All(
            made,
            resource => Assert.True(
                allowed.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, resource.Arn, ignoreCase: false)),
                $"{resource.Name}: {resource.Arn}"));

        // Plans make up the account, and not every ARN.
        static string? Arn(PlanResource resource) => resource.Type switch
        {
            "aws:budgets/budget:Budget" => $"arn:aws:budgets::111122223333:budget/{resource.Inputs["name"]}",
            "aws:eks/cluster:Cluster" => $"arn:aws:eks:eu-west-2:111122223333:cluster/{resource.Inputs["name"]}",
            "aws:kms/alias:Alias" => $"arn:aws:kms:eu-west-2:111122223333:{resource.Inputs["name"]}",
            _ => ((string?)resource.Outputs["arn"])?.Replace("123456789012", "111122223333", StringComparison.Ordinal),
        };
    }

    private IEnumerable<PlanResource> OfType(string type) => aws.Plan.Resources.Where(resource => resource.Type == type);
}
