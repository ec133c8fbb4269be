using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components.Aws.Network;

namespace K8tre.Tests.Aws.Network;

public sealed class VpcEndpointsTests
{
    private const string Endpoints = "aws:ec2/vpcEndpoint:VpcEndpoint";

    private static readonly VpcEndpointsArgs Valid = new()
    {
        Scope = AwsComponents.Scope,
        VpcId = "vpc",
        Range = IPNetwork.Parse("10.0.64.0/18"),
        Subnets = [Output.Create("subnet-a"), Output.Create("subnet-b")],
        RouteTables = [Output.Create("table-a"), Output.Create("table-b")],
        Services = EndpointService.Cluster(AwsComponents.Scope),
        Buckets = ["tre-backups"],
        OwnBuckets = ["tre-data"],
    };

    [Fact]
    public async Task Services_answer_in_the_network_under_the_names_that_everyone_uses()
    {
        var services = (await GraphAsync(Valid)).Inputs(Endpoints).Values
            .Where(endpoint => (string)endpoint["vpcEndpointType"] == "Interface").ToArray();

        Assert.Equal(Valid.Services.Count, services.Length);
        Assert.All(services, endpoint =>
        {
            Assert.True((bool)endpoint["privateDnsEnabled"]);
            Assert.Equal("""["subnet-a","subnet-b"]""", Json.Of(endpoint["subnetIds"])!.ToJsonString());
            Assert.Equal("""["links-group-id"]""", Json.Of(endpoint["securityGroupIds"])!.ToJsonString());
        });
    }

    [Fact]
    public async Task A_cluster_finds_all_that_it_needs_and_no_more()
    {
        var names = (await GraphAsync(Valid)).Inputs(Endpoints).Values.Select(endpoint => (string)endpoint["serviceName"]).ToHashSet();

        Assert.Equal(names, new[]
        {
            "ecr.api", "ecr.dkr", "s3", "sts", "ec2", "elasticloadbalancing", "autoscaling", "ssm", "eks", "eks-auth", "elasticfilesystem",
        }.Select(service => $"com.amazonaws.eu-west-2.{service}").ToHashSet());
    }

    [Fact]
    public async Task Nobody_but_the_network_comes_in_and_nothing_goes_out()
    {
        var graph = await GraphAsync(Valid);

        var rule = Assert.Single(graph.Inputs("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).Value;
        Assert.Equal(
            ("10.0.64.0/18", "tcp", 443, 443),
            ((string)rule["cidrIpv4"], (string)rule["ipProtocol"], (int)(double)rule["fromPort"], (int)(double)rule["toPort"]));
        Assert.Empty(graph.Inputs("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"));
        Assert.Empty(graph.Inputs("aws:ec2/securityGroup:SecurityGroup").Single().Value.Keys.Intersect(["ingress", "egress"]));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Principals_of_other_accounts_get_no_answer()
    {
        var endpoints = (await GraphAsync(Valid)).Inputs(Endpoints);

        Assert.All(Valid.Services.Where(service => service.TakesPolicy), service => Assert.Equal(
            "111122223333", (string?)JsonNode.Parse((string)endpoints[$"links-{service.Name}"]["policy"]).At("Statement.0.Principal.AWS")));
        Assert.DoesNotContain("policy", endpoints["links-eks-auth"].Keys);
    }

    [Fact]
    public async Task Callers_without_a_credential_assume_the_role_of_workflows_and_do_nothing_else()
    {
        const string Pipeline = "arn:aws:iam::111122223333:role/tre-pipeline";
        var endpoints = (await GraphAsync(Valid with { WorkflowRole = Pipeline })).Inputs(Endpoints);

        var statement = Assert.Single(Open(endpoints));
        Assert.Equal(("sts:AssumeRoleWithWebIdentity", Pipeline), ((string?)statement.At("Action"), (string?)statement.At("Resource")));
        Assert.Empty(Open((await GraphAsync(Valid)).Inputs(Endpoints)));

        static IEnumerable<JsonNode> Open(Dictionary<string, IReadOnlyDictionary<string, object>> endpoints) =>
            Valid.Services.Where(service => service.TakesPolicy).SelectMany(service => Statements(endpoints[$"links-{service.Name}"]))
                .Where(statement => statement.At("Principal") is JsonValue);
    }

    [Fact]
    public async Task No_bucket_is_reached_but_ours_and_those_of_registries()
    {
        var buckets = (await GraphAsync(Valid)).Inputs(Endpoints)["links-s3"];

        Assert.Equal("Gateway", buckets["vpcEndpointType"]);
        Assert.Equal("""["table-a","table-b"]""", Json.Of(buckets["routeTableIds"])!.ToJsonString());
        Assert.Equal(
            [
                "s3:GetObject arn:aws:s3:::prod-eu-west-2-starport-layer-bucket/*",
                "s3:GetObject arn:aws:s3:::767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2/*",
                "s3:GetObject arn:aws:s3:::quayio-production-s3/*", "s3:GetObject arn:aws:s3:::docker-images-prod/*",
                "s3:* arn:aws:s3:::tre-data-*", "s3:* arn:aws:s3:::tre-data-*/*",
                "s3:* arn:aws:s3:::tre-backups", "s3:* arn:aws:s3:::tre-backups/*",
            ],
            Statements(buckets).SelectMany(
                statement => statement.At("Resource")!.AsArray().Select(resource => $"{statement.At("Action.0")} {resource}")));
    }

    [Fact]
    public async Task Whoever_uses_a_bucket_is_of_the_account_or_reads_from_the_network()
    {
        var conditions = Statements((await GraphAsync(Valid)).Inputs(Endpoints)["links-s3"])
            .Select(statement => statement.At("Condition")!.ToJsonString());

        Assert.Equal(
            [
                """{"StringEquals":{"aws:SourceVpc":"vpc"}}""",
                // Names with a suffix could belong to another account.
                """{"StringEquals":{"aws:PrincipalAccount":"111122223333","aws:ResourceAccount":"111122223333"}}""",
                """{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}""",
            ],
            conditions);
    }

    [Fact]
    public async Task Without_buckets_of_ours_only_those_of_registries_are_read() =>
        Assert.Equal(
            "s3:GetObject",
            (string?)Assert.Single(Statements(
                (await GraphAsync(Valid with { Buckets = [], OwnBuckets = [] })).Inputs(Endpoints)["links-s3"])).At("Action.0"));

    private static JsonNode[] Statements(IReadOnlyDictionary<string, object> endpoint) =>
        [.. JsonNode.Parse((string)endpoint["policy"]).At("Statement")!.AsArray().Select(statement => statement!)];

    private static Task<ResourceGraph> GraphAsync(VpcEndpointsArgs args) =>
        ResourceGraph.OfAsync(options => new VpcEndpoints("links", args, options));
}
