namespace K8tre.Tests.Stacks.Settings.Aws;

/// <summary>What is said of wrong settings of a platform on AWS.</summary>
public sealed class AwsRulesTests
{
    private const string Platform = "k8tre:platform";
    private const string Environment = $"{Platform}.environments[0]";
    private const string Cluster = $"{Environment}.eks";

    private const string Runner = $"{Platform}.aws.pipelines.runner";

    private static SettingsDocument Aws => new SettingsDocument().OnAws();

    [Fact]
    public void A_small_platform_is_in_order() => Assert.Empty(Aws.Problems());

    [Fact]
    public void What_belongs_to_another_vendor_is_refused()
    {
        Assert.Equal(
            [$"{Environment}.k3s is set, and {Platform}.vendor is aws; remove it"],
            Aws.With("environments[0].k3s", SettingsDocument.K3s).Problems());
        Assert.Equal(
            [$"{Environment}.aks is set, and {Platform}.vendor is aws; remove it"],
            Aws.With("environments[0].aks", SettingsDocument.Aks).Problems());
    }

    [Theory, InlineData("aws", $"{Platform}.aws"), InlineData("environments[0].eks", Cluster)]
    public void What_aws_needs_is_asked_for(string setting, string path) =>
        Assert.Equal([$"{path} is missing; add it"], Aws.Without(setting).Problems());

    [Theory]
    [InlineData("aws.accountId", "\"1234\"", $"{Platform}.aws.accountId is \"1234\"; write the twelve digits of an account, in quotes")]
    [InlineData("aws.addressSpace", "\"10.0.0.0/18\"", $"{Platform}.aws.addressSpace is 10.0.0.0/18; supply /14 to /17")]
    [InlineData(
        "aws.addressSpace",
        "\"10.1.0.0/16\"",
        $"{Platform}.aws.addressSpace is 10.1.0.0/16; K8TRE allows pods to reach their network only within 10.0.0.0/16: supply that, "
        + "or a part of it")]
    [InlineData(
        "aws.logRetentionDays",
        "91",
        $"{Platform}.aws.logRetentionDays is 91; supply 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, "
        + "3288 or 3653")]
    [InlineData("aws.region", "\"London\"", $"{Platform}.aws.region is \"London\"; write an AWS region, like eu-west-2")]
    [InlineData(
        "environments[0].secretStore",
        "\"keyVault\"",
        $"{Environment}.secretStore is keyVault, and {Platform}.vendor is aws; write parameterStore or kubernetes")]
    [InlineData(
        "environments[0].eks.administrators",
        """["arn:aws:iam::111122223333:root"]""",
        $"{Cluster}.administrators[0] is \"arn:aws:iam::111122223333:root\"; write the ARN of a role or a user, like "
        + "arn:aws:iam::111122223333:role/operators")]
    [InlineData("environments[0].eks.zones", """["a"]""", $"{Cluster}.zones holds a; supply 2 or 3 different letters")]
    [InlineData(
        "environments[0].eks.serviceCidr",
        "\"10.0.0.0/20\"",
        $"{Cluster}.serviceCidr is 10.0.0.0/20 and overlaps {Platform}.aws.addressSpace 10.0.0.0/16; choose ranges that share no address")]
    [InlineData(
        "environments[0].eks.pools[0].maxNodesPerZone",
        "1",
        $"{Cluster}.pools[0].maxNodesPerZone is 1, not above minNodesPerZone 1; the autoscaler needs room: supply more")]
    [InlineData(
        "environments[0].eks.pools[0].taints",
        """["a=b:NoSchedule"]""",
        $"{Cluster}.pools[0].taints is set; the cluster's own services run on the first pool: write taints on another pool")]
    [InlineData(
        "environments[0].eks.pools[0].name",
        "\"seventeen-letters\"",
        $"{Cluster}.pools[0].name is \"seventeen-letters\"; write 1 to 16 lower-case letters, digits and dashes, starting with a letter")]
    [InlineData(
        "environments[0].eks.publicZone",
        "\"other.example.org\"",
        $"{Cluster}.publicZone is other.example.org; write the externalDomain, dev.tre.example.org, or a domain above it")]
    public void A_wrong_value_is_answered_with_what_to_write(string path, string json, string problem) =>
        Assert.Equal([problem], Aws.With(path, json).Problems());

    [Fact]
    public void A_name_that_makes_names_of_roles_too_long_is_refused()
    {
        var name = new string('a', 27);

        Assert.Equal(
            [$"{Platform}.name makes the cluster's name '{name}-dev', 31 characters; on AWS it has at most 30: shorten it"],
            Aws.With("name", $"\"{name}\"").With("aws.registry", "false").Problems());
    }

    [Fact]
    public void A_private_cluster_is_reached_from_another_stacks_network_only_if_they_are_joined() => Assert.Equal(
        [
            $"{Platform}.aws.transit is missing, and {Platform}.management.mode is stack; Argo CD of the other stack reaches a private "
            + "API server through it: add it",
        ],
        Aws.With("management", """{ "mode": "stack", "stack": "tre/k8tre/hub" }""").Without("gitOps").Problems());

    [Theory]
    [InlineData(
        """{ "region": "eu-west-2", "accountId": "111122223333" }""",
        $"{Platform}.aws creates nothing, and {Platform}.management.mode is none; write stateBucket, autoScalingRole, threatDetection "
        + "or budget")]
    [InlineData(
        """{ "region": "eu-west-2", "accountId": "111122223333", "stateBucket": true,"""
        + """ "pipelines": { "repository": "a/b", "environment": "c" } }""",
        $"{Platform}.aws.pipelines is set, and {Platform}.management.mode is none; write it in the stacks of the clusters, whose roles "
        + "it limits")]
    [InlineData(
        """{ "region": "eu-west-2", "accountId": "111122223333", "stateBucket": true, "registry": false }""",
        $"{Platform}.aws.registry is set, and {Platform}.management.mode is none: the stack has no images; remove it")]
    public void A_stack_without_clusters_makes_what_an_account_has_once(string aws, string problem) => Assert.Equal(
        [problem],
        Aws.With("aws", aws).With("management", """{ "mode": "none" }""").With("environments", "[]").Without("gitOps").Problems());

    [Fact]
    public void A_stack_without_environments_says_its_region() => Assert.Equal(
        [$"{Platform}.aws.region is missing; add it"],
        Aws.With("aws.stateBucket", "true")
            .Without("aws.region")
            .With("management", """{ "mode": "none" }""")
            .With("environments", "[]")
            .Without("gitOps")
            .Problems());

    [Fact]
    public void State_is_in_one_place() => Assert.Equal(
        [$"{Platform}.aws.pipelines.state is set, and {Platform}.aws.stateBucket creates one; remove one of them"],
        Aws.With("aws.stateBucket", "true").With(
            "aws.pipelines",
            """{ "repository": "a/b", "environment": "c","""
            + """ "state": { "bucket": "tre", "key": "arn:aws:kms:eu-west-2:111122223333:key/1" } }""").Problems());

    [Theory]
    [InlineData(
        """{ "connection": "arn:aws:codeconnections:eu-west-2:111122223333:connection/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0","""
        + """ "image": "runner:1" }""",
        $"{Runner}.image is not a setting; known are connection")]
    [InlineData("{}", $"{Runner}.connection is missing; add it")]
    public void A_runner_needs_a_connection_and_nothing_of_Azures(string runner, string problem) => Assert.Equal(
        [problem],
        Aws.With(
            "management",
            $$"""{ "mode": "cluster", "eks": {{SettingsDocument.Eks}} }""").With("aws.pipelines", Pipelines(runner)).Problems());

    [Fact]
    public void A_runner_stands_in_the_network_of_a_management_cluster() => Assert.Equal(
        [
            $"{Runner} is set, and {Platform}.management.mode is inCluster; runners are in the network of the stack's own management "
            + "cluster: write mode: cluster, or remove it",
        ],
        Aws.With(
            "aws.pipelines",
            Pipelines(
                """{ "connection": "arn:aws:codeconnections:eu-west-2:111122223333:connection/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0" }"""))
            .Problems());

    [Fact]
    public void A_cluster_lets_the_pipelines_role_in_once() => Assert.Equal(
        [$"{Cluster}.administrators[0] is the role of {Platform}.aws.pipelines, which every cluster grants access to anyway; remove it"],
        Aws.With("environments[0].eks.administrators", """["arn:aws:iam::111122223333:role/tre-pipeline"]""")
            .With("aws.pipelines", """{ "repository": "a/b", "environment": "c" }""")
            .Problems());

    [Fact]
    public void Data_that_nobody_changes_need_a_bucket() => Assert.Equal(
        [$"{Cluster}.dataImmutableDays is 30, and {Cluster}.dataBucket is false; write true, or remove it"],
        Aws.With("environments[0].eks.dataImmutableDays", "30").Problems());

    [Fact]
    public void A_name_that_repositories_cannot_begin_with_is_refused()
    {
        var name = new string('a', 19);

        Assert.Equal(
            [
                $"{Platform}.aws.registry is true, and names of repositories start with {Platform}.name {name}, which may have at most "
                + "18 characters; shorten it, or write false",
            ],
            Aws.With("name", $"\"{name}\"").Problems());
    }

    [Theory]
    [InlineData(
        "environments[0].eks.publicRanges",
        """["203.0.113.0/24"]""",
        "privateApi",
        "dev",
        $"{Cluster}.publicRanges holds 1, and the API server has a public address; remove them")]
    [InlineData(
        "environments[0].eks.publicGateway",
        "true",
        "privateGateway",
        "dev",
        $"{Cluster}.publicGateway is true, and the internet reaches the environment's gateway; write false")]
    [InlineData(
        "aws.firewall",
        "false",
        "egressFirewall",
        "platform",
        $"{Platform}.aws.firewall is false, and clusters can connect to any address; write true")]
    public void What_is_open_asks_for_somebody_who_answers_for_it(string path, string json, string rule, string subject, string problem)
    {
        var open = Aws.With(path, json);

        Assert.Equal([$"{problem}, or add a waiver of the rule {rule} for the subject {subject} to {Platform}.waivers"], open.Problems());
        Assert.Empty(open.With(
            "waivers",
            $$"""[ { "rule": "{{rule}}", "subject": "{{subject}}", "owner": "TRE operations","""
            + """ "reason": "People work from home.", "expires": "2099-12-31" } ]""").Problems());
    }

    [Fact]
    public void Networks_of_one_platform_are_in_one_region() => Assert.Equal(
        [
            $"{Environment}.region is eu-west-1, and {Platform}.vendor is aws; a platform in a cloud has one region: write it in "
            + $"{Platform}.aws.region",
        ],
        Aws.With("environments[0].region", "\"eu-west-1\"").Problems());

    private static string Pipelines(string runner) => $$"""{ "repository": "a/b", "environment": "c", "runner": {{runner}} }""";
}
