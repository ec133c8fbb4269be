using K8tre.Components.Aws.Pipelines;

namespace K8tre.Tests.Aws.Pipelines;

public sealed class PipelineRunnerTests
{
    private static readonly PipelineRunnerArgs Valid = new()
    {
        Scope = AwsHelpers.Scope,
        ProjectName = "tre-runner",
        Repository = new("institute", "tre"),
        Connection = "arn:connection",
        Vpc = "vpc-1",
        Subnets = ["subnet-a"],
        Key = "arn:key",
        LogKey = "arn:log-key",
    };

    [Fact]
    public async Task A_job_that_waits_at_GitHub_starts_it()
    {
        var webhook = (await OfAsync(Valid)).Asked("runner-webhook");

        Assert.Equal("""[{"filters":[{"pattern":"WORKFLOW_JOB_QUEUED","type":"EVENT"}]}]""", webhook["filterGroups"].Sorted());
    }

    [Fact]
    public async Task It_can_work_for_one_workflow_alone()
    {
        var webhook = (await OfAsync(Valid with { Workflow = "Deploy (prd)" })).Asked("runner-webhook");

        Assert.Equal(
            (@"^Deploy\ \(prd\)$", "WORKFLOW_NAME"),
            ((string?)webhook.At("filterGroups.0.filters.1.pattern"), (string?)webhook.At("filterGroups.0.filters.1.type")));
    }

    [Fact]
    public async Task It_is_in_the_network_without_privileges_and_signs_in_to_GitHub_by_the_connection()
    {
        var project = (await OfAsync(Valid)).Asked("runner");

        Assert.Equal(
            """{"securityGroupIds":["runner-outbound-id"],"subnets":["subnet-a"],"vpcId":"vpc-1"}""", project["vpcConfig"].Sorted());
        Assert.False((bool)project.At("environment.privilegedMode")!);
        Assert.Equal(
            ("CODECONNECTIONS", "arn:connection"), ((string?)project.At("source.auth.type"), (string?)project.At("source.auth.resource")));
        Assert.Equal("NO_ARTIFACTS", (string?)project.At("artifacts.type"));
    }

    [Fact]
    public async Task Nothing_comes_in_and_TLS_alone_goes_out()
    {
        var graph = await OfAsync(Valid);

        Assert.Empty(graph.Names("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"));
        var way = graph.Asked(Assert.Single(graph.Names("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")));
        Assert.Equal((443d, 443d, "tcp"), ((double)way["fromPort"]!, (double)way["toPort"]!, (string?)way["ipProtocol"]));
        Assert.Null(graph.Asked("runner-outbound")["egress"]);
    }

    [Fact]
    public async Task Its_log_is_encrypted_and_kept() =>
        Assert.Equal(
            "/aws/codebuild/tre-runner arn:log-key 365",
            (await OfAsync(Valid)).Asked("runner-log") is var log ? $"{log["name"]} {log["kmsKeyId"]} {log["retentionInDays"]}" : null);

    [Fact]
    public async Task Its_own_role_logs_asks_GitHub_and_has_addresses_for_builds_and_no_more()
    {
        var graph = await OfAsync(Valid);

        var rights = AwsHelpers.Statements((string?)graph.Asked("runner-role-jobs")["policy"]);
        Assert.Equal(
            ["AssignInterfaces", "CreateInterfaces", "DeleteInterfaces", "Encrypt", "Log", "ReadNetwork", "UseConnection"],
            rights.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("""["arn:connection"]""", rights["UseConnection"].Text("Resource"));
        Assert.Equal(
            """["arn:aws:ec2:eu-west-2:123456789012:subnet/subnet-a"]""",
            rights["AssignInterfaces"].Text("Condition", "ArnEquals", "ec2:Subnet"));
        Assert.Equal(
            """["arn:aws:ec2:eu-west-2:123456789012:subnet/subnet-a"]""",
            rights["DeleteInterfaces"].Text("Condition", "ArnEquals", "ec2:Subnet"));
        Assert.Contains(
            "arn:aws:ec2:eu-west-2:123456789012:subnet/subnet-a", rights["CreateInterfaces"].Text("Resource"), StringComparison.Ordinal);
        Assert.Equal(
            """["arn:aws:codebuild:eu-west-2:123456789012:project/tre-runner"]""",
            AwsHelpers.Statements((string?)graph.Asked("runner-role")["assumeRolePolicy"])["Trust"]
                .Text("Condition", "ArnLike", "aws:SourceArn"));
    }

    [Fact]
    public async Task Jobs_start_once_the_machines_have_their_permissions_and_their_egress()
    {
        string[] slow = ["runner-role-jobs", "runner-outbound-tls"];
        var graph = await ResourceGraph.OfAsync(options => new PipelineRunner("runner", Valid, options), slow);

        Assert.All(slow, earlier => Assert.True(graph.ComesAfter("runner", earlier), earlier));
    }

    [Fact]
    public async Task Clusters_allow_the_security_group_of_its_machines()
    {
        PipelineRunner? runner = null;
        await ResourceGraph.OfAsync(options => runner = new PipelineRunner("runner", Valid, options));

        Assert.Equal("runner-outbound-id", await OutputUtilities.GetValueAsync(runner!.SecurityGroup));
    }

    [Fact]
    public async Task Workflows_learn_what_to_run_on()
    {
        PipelineRunner? runner = null;
        await ResourceGraph.OfAsync(options => runner = new PipelineRunner("runner", Valid, options));

        Assert.Equal(
            "codebuild-tre-runner-${{ github.run_id }}-${{ github.run_attempt }}", await OutputUtilities.GetValueAsync(runner!.RunsOn));
    }

    private static async Task<ResourceGraph> OfAsync(PipelineRunnerArgs args)
    {
        var graph = await ResourceGraph.OfAsync(options => new PipelineRunner("runner", args, options));
        Assert.Empty(graph.Orphans);
        return graph;
    }
}
