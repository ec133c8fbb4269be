using System.Text.RegularExpressions;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Clusters;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.CodeBuild;
using Pulumi.Aws.CodeBuild.Inputs;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Iam;
using Pulumi.Aws.Vpc;

namespace K8tre.Components.Aws.Pipelines;

/// <summary>Inputs of <see cref="PipelineRunner"/>.</summary>
public sealed record PipelineRunnerArgs
{
    /// <summary>Where it goes.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the project, which workflows name: letters, digits, dashes and underscores, 2 to 150.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The repository whose jobs it runs.</summary>
    public required GitHubRepository Repository { get; init; }

    /// <summary>Name of the one workflow that it works for. Default: all of the repository.</summary>
    public string? Workflow { get; init; }

    /// <summary>ARN of a connection of CodeConnections to GitHub, which a person has completed.</summary>
    public required Input<string> Connection { get; init; }

    /// <summary>Id of the VPC from which the clusters are reached.</summary>
    public required Input<string> Vpc { get; init; }

    /// <summary>Ids of its subnets for machines, private ones whose way out is the firewall.</summary>
    public required IReadOnlyList<Input<string>> Subnets { get; init; }

    /// <summary>ARN of the key of what it builds.</summary>
    public required Input<string> Key { get; init; }

    /// <summary>ARN of the key of its log.</summary>
    public required Input<string> LogKey { get; init; }

    /// <summary>Days that entries of the log are kept. Default: 365.</summary>
    public int LogDays { get; init; } = 365;

    /// <summary>Resources that must exist before the first job, such as the egress of the VPC. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>
/// Machines for workflows of GitHub inside the network: one is there for as long as a job, without an address of the internet's, and is thrown away after it. It
/// may do next to nothing in AWS itself: a workflow that deploys takes on the role of <see cref="PipelineIdentity"/>.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/codebuild/latest/userguide/action-runner.html</remarks>
public sealed class PipelineRunner : ComponentResource
{
    private const int Https = 443;

    // A platform takes less than an hour. Minutes:
    private const int JobMinutes = 120, QueueMinutes = 60;

    private readonly PipelineRunnerArgs _args;
    private readonly CustomResourceOptions _inside;

    /// <summary>Makes the project, and has GitHub call it.</summary>
    public PipelineRunner(string name, PipelineRunnerArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:PipelineRunner", name, options)
    {
        (_args, _inside) = (args, new() { Parent = this });
        var log = new LogGroup($"{name}-log", new() { Name = $"/aws/codebuild/{args.ProjectName}", KmsKeyId = args.LogKey, RetentionInDays = args.LogDays }, _inside);
        var group = Outward(name);
        var project = new Project(name, new()
        {
            Name = args.ProjectName,
            Description = $"Jobs of {args.Repository}",
            ServiceRole = Role(name, log.Arn),
            EncryptionKey = args.Key,
            BuildTimeout = JobMinutes,
            QueuedTimeout = QueueMinutes,
            Source = new ProjectSourceArgs
            {
                Type = "GITHUB",
                Location = args.Repository.Url.ToString(),
                Auth = new ProjectSourceAuthArgs { Type = "CODECONNECTIONS", Resource = args.Connection },
            },
            Artifacts = new ProjectArtifactsArgs { Type = "NO_ARTIFACTS" },
            Environment = new ProjectEnvironmentArgs
            {
                Type = "LINUX_CONTAINER",
                ComputeType = "BUILD_GENERAL1_MEDIUM",
                Image = Versions.CodeBuildImage,
                ImagePullCredentialsType = "CODEBUILD",
                PrivilegedMode = false,
            },
            VpcConfig = new ProjectVpcConfigArgs { VpcId = args.Vpc, Subnets = args.Subnets.ToArray(), SecurityGroupIds = { group } },
            LogsConfig = new ProjectLogsConfigArgs { CloudwatchLogs = new ProjectLogsConfigCloudwatchLogsArgs { Status = "ENABLED", GroupName = log.Name } },
        }, _inside);

        var filter = new WebhookFilterGroupArgs { Filters = { new WebhookFilterGroupFilterArgs { Type = "EVENT", Pattern = "WORKFLOW_JOB_QUEUED" } } };
        if (args.Workflow is { } workflow)
            filter.Filters.Add(new WebhookFilterGroupFilterArgs { Type = "WORKFLOW_NAME", Pattern = $"^{Regex.Escape(workflow)}$" });
        var webhook = new Webhook($"{name}-webhook", new() { ProjectName = project.Name, BuildType = "BUILD", FilterGroups = { filter } }, _inside);
        SecurityGroup = Output.Tuple(group, webhook.Id).Apply(ready => ready.Item1);
        RunsOn = Output.Tuple(project.Name, webhook.Id).Apply(ready => $"codebuild-{ready.Item1}-${{{{ github.run_id }}}}-${{{{ github.run_attempt }}}}");

        RegisterOutputs();
    }

    /// <summary>What a job says in <c>runs-on</c>. Known once GitHub calls.</summary>
    [Output("runsOn")]
    public Output<string> RunsOn { get; private set; }

    /// <summary>
    /// Id of the security group of its machines, by which a cluster lets them to its API server. Known once GitHub calls: a first deployment that cannot reach
    /// the API server itself has made by then who can.
    /// </summary>
    [Output("securityGroup")]
    public Output<string> SecurityGroup { get; private set; }

    // To names, by TLS; which of them answer, the firewall says.
    private Output<string> Outward(string name)
    {
        var group = new SecurityGroup($"{name}-outward", new() { VpcId = _args.Vpc, Description = $"Jobs of {_args.ProjectName}: nothing comes in, TLS goes out" }, _inside);
        var way = new SecurityGroupEgressRule($"{name}-outward-tls", new()
        {
            SecurityGroupId = group.Id,
            Description = "TLS, to what the firewall lets through",
            CidrIpv4 = "0.0.0.0/0",
            IpProtocol = "tcp",
            FromPort = Https,
            ToPort = Https,
        }, _inside);
        return Output.Tuple(group.Id, way.Id).Apply(ready => ready.Item1);
    }

    private Output<string> Role(string name, Input<string> log)
    {
        var role = new Role($"{name}-role", new()
        {
            Description = $"Runs jobs of {_args.Repository}",
            AssumeRolePolicy = PolicyDocument.Trust(
                PolicyPrincipal.Service("codebuild"), new PolicyCondition("ArnLike", "aws:SourceArn", _args.Scope.Arn("codebuild", $"project/{_args.ProjectName}"))).ToJson(),
        }, _inside);
        var rights = new RolePolicy($"{name}-rights", new()
        {
            Role = role.Name,
            Policy = Output.Tuple(log.ToOutput(), _args.Connection.ToOutput(), _args.Key.ToOutput(), Output.All(_args.Subnets))
                .Apply(known => Rights(known.Item1, known.Item2, known.Item3, known.Item4)),
        }, _inside);
        return Output.Tuple(role.Arn, rights.Id).Apply(ready => ready.Item1);
    }

    // https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html,
    // https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html#customer-managed-policies-example-create-vpc-network-interface
    private Output<string> Rights(string log, string connection, string key, IEnumerable<string> subnets) => PolicyDocument.Json(
        new PolicyStatement { Sid = "Log", Actions = ["logs:CreateLogStream", "logs:PutLogEvents"], Resources = [$"{log}:*"] },
        new PolicyStatement
        {
            Sid = "AskGitHub",
            Actions = ["codeconnections:GetConnection", "codeconnections:GetConnectionToken", "codeconnections:UseConnection"],
            Resources = [connection],
        },
        new PolicyStatement { Sid = "Encrypt", Actions = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], Resources = [key] },
        new PolicyStatement
        {
            Sid = "LookAtNetwork",
            Actions =
            [
                "ec2:DescribeDhcpOptions", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs",
            ],
        },
        new PolicyStatement { Sid = "HaveAddresses", Actions = ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"], Resources = [_args.Scope.Arn("ec2", "*")] },
        new PolicyStatement
        {
            Sid = "GiveAddressesToBuilds",
            Actions = ["ec2:CreateNetworkInterfacePermission"],
            Resources = [_args.Scope.Arn("ec2", "network-interface/*")],
            Conditions =
            [
                new("StringEquals", "ec2:AuthorizedService", "codebuild.amazonaws.com"),
                new("ArnEquals", "ec2:Subnet", [.. subnets.Select(subnet => _args.Scope.Arn("ec2", $"subnet/{subnet}"))]),
            ],
        });
}
