using System.Text.RegularExpressions;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Clusters;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.CodeBuild;
using Pulumi.Aws.CodeBuild.Inputs;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Vpc;

namespace K8tre.Components.Aws.Pipelines;

/// <summary>Inputs of <see cref="PipelineRunner"/>.</summary>
public sealed record PipelineRunnerArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the CodeBuild project, which workflows refer to: letters, digits, dashes and underscores, 2 to 150.</summary>
    public required string ProjectName { get; init; }

    /// <summary>Repository whose jobs run on the machines.</summary>
    public required GitHubRepository Repository { get; init; }

    /// <summary>Name of the only workflow whose jobs run on the machines. Default: all workflows of the repository.</summary>
    public string? Workflow { get; init; }

    /// <summary>ARN of a connection of CodeConnections to GitHub, which a person has completed.</summary>
    public required Input<string> Connection { get; init; }

    /// <summary>Id of the VPC, from which the clusters are reached.</summary>
    public required Input<string> Vpc { get; init; }

    /// <summary>Ids of the machines' subnets: private subnets whose egress passes the firewall.</summary>
    public required IReadOnlyList<Input<string>> Subnets { get; init; }

    /// <summary>ARN of the KMS key of build artifacts.</summary>
    public required Input<string> Key { get; init; }

    /// <summary>ARN of the KMS key of the log.</summary>
    public required Input<string> LogKey { get; init; }

    /// <summary>Days that entries of the log are kept. Default: 365.</summary>
    public int LogDays { get; init; } = 365;

    /// <summary>Resources that must exist before the first job, such as the egress of the VPC. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>
/// Build machines for workflows of GitHub in the VPC: CodeBuild starts one for each job, without a public address, and discards it
/// afterwards. It has almost no permissions on AWS: a workflow that deploys assumes the role of <see cref="PipelineIdentity"/>.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/codebuild/latest/userguide/action-runner.html</remarks>
public sealed class PipelineRunner : ComponentResource
{
    private const int Https = 443;

    /// <summary>Uses of the connection to GitHub.</summary>
    internal static IReadOnlyList<string> UsesOfConnection { get; } =
        ["codeconnections:GetConnection", "codeconnections:GetConnectionToken", "codeconnections:UseConnection"];

    // Minutes. The deployment of a platform takes less than an hour.
    private const int JobMinutes = 120, QueueMinutes = 60;

    /// <summary>Creates the project and its webhook at GitHub.</summary>
    public PipelineRunner(string name, PipelineRunnerArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:PipelineRunner", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var log = new LogGroup($"{name}-log", new()
        {
            Name = $"/aws/codebuild/{args.ProjectName}",
            KmsKeyId = args.LogKey,
            RetentionInDays = args.LogDays,
        }, inside);
        var group = new SecurityGroup(
            $"{name}-outbound", new()
            {
                VpcId = args.Vpc,
                Description = $"Jobs of {args.ProjectName}: nothing comes in, TLS goes out",
            }, inside);
        SecurityGroup = group.Id;
        var outbound = new SecurityGroupEgressRule($"{name}-outbound-tls", new()
        {
            SecurityGroupId = group.Id,
            Description = "TLS, to what the firewall lets through",
            CidrIpv4 = "0.0.0.0/0",
            IpProtocol = "tcp",
            FromPort = Https,
            ToPort = Https,
        }, inside);
        var role = new IamRole($"{name}-role", new()
        {
            Scope = args.Scope,
            Description = $"Runs jobs of {args.Repository}",
            Trust = PolicyDocument.Trust(
                PolicyPrincipal.Service("codebuild"),
                new PolicyCondition("ArnLike", "aws:SourceArn", args.Scope.Arn("codebuild", $"project/{args.ProjectName}"))),
            Policies = new Dictionary<string, PolicyDocument> { ["jobs"] = Policy(args, log, group.Id) },
        }, new() { Parent = this });
        var project = new Project(name, new()
        {
            Name = args.ProjectName,
            Description = $"Jobs of {args.Repository}",
            ServiceRole = role.Arn,
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
            VpcConfig = new ProjectVpcConfigArgs { VpcId = args.Vpc, Subnets = args.Subnets.ToArray(), SecurityGroupIds = { group.Id } },
            LogsConfig = new ProjectLogsConfigArgs
            {
                CloudwatchLogs = new ProjectLogsConfigCloudwatchLogsArgs { Status = "ENABLED", GroupName = log.Name },
            },
        }, new() { Parent = this, DependsOn = [role, outbound, .. args.DependsOn] });

        var filter = new WebhookFilterGroupArgs
        {
            Filters = { new WebhookFilterGroupFilterArgs { Type = "EVENT", Pattern = "WORKFLOW_JOB_QUEUED" } },
        };
        if (args.Workflow is { } workflow)
            filter.Filters.Add(new WebhookFilterGroupFilterArgs { Type = "WORKFLOW_NAME", Pattern = $"^{Regex.Escape(workflow)}$" });
        _ = new Webhook($"{name}-webhook", new() { ProjectName = project.Name, BuildType = "BUILD", FilterGroups = { filter } }, inside);
        RunsOn = project.Name.Apply(project => $"codebuild-{project}-${{{{ github.run_id }}}}-${{{{ github.run_attempt }}}}");

        RegisterOutputs();
    }

    /// <summary>Value of <c>runs-on</c> in a job.</summary>
    [Output("runsOn")]
    public Output<string> RunsOn { get; private set; }

    /// <summary>Id of the machines' security group, which a cluster allows to reach its API server.</summary>
    [Output("securityGroup")]
    public Output<string> SecurityGroup { get; private set; }

    // https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html,
    // https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html
    private static PolicyDocument Policy(PipelineRunnerArgs args, LogGroup log, Output<string> group) => new(
        new PolicyStatement
        {
            Sid = "Log",
            Actions = ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resources = [Output.Format($"{log.Arn}:*")],
        },
        new PolicyStatement
        {
            Sid = "UseConnection",
            Actions = UsesOfConnection,
            Resources = [args.Connection],
        },
        new PolicyStatement
        {
            Sid = "Encrypt",
            Actions = ["kms:Decrypt", "kms:GenerateDataKey"],
            Resources = [args.Key],
            Conditions = [PolicyCondition.Is("kms:ViaService", $"s3.{args.Scope.Region}.{args.Scope.DnsSuffix}")],
        },
        new PolicyStatement
        {
            Sid = "ReadNetwork",
            Actions =
            [
                "ec2:DescribeDhcpOptions", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets",
                "ec2:DescribeVpcs",
            ],
        },
        new PolicyStatement
        {
            Sid = "CreateInterfaces",
            Actions = ["ec2:CreateNetworkInterface"],
            Resources =
            [
                args.Scope.Arn("ec2", "network-interface/*"), group.Apply(id => args.Scope.Arn("ec2", $"security-group/{id}")),
                .. Subnets(args),
            ],
        },
        new PolicyStatement
        {
            Sid = "DeleteInterfaces",
            Actions = ["ec2:DeleteNetworkInterface"],
            Resources = [args.Scope.Arn("ec2", "network-interface/*")],
            Conditions = [new("ArnEquals", "ec2:Subnet", Subnets(args))],
        },
        new PolicyStatement
        {
            Sid = "AssignInterfaces",
            Actions = ["ec2:CreateNetworkInterfacePermission"],
            Resources = [args.Scope.Arn("ec2", "network-interface/*")],
            Conditions =
            [
                new("StringEquals", "ec2:AuthorizedService", "codebuild.amazonaws.com"),
                new("ArnEquals", "ec2:Subnet", Subnets(args)),
            ],
        });

    private static Input<string>[] Subnets(PipelineRunnerArgs args) =>
        [.. args.Subnets.Select(subnet => (Input<string>)subnet.Apply(id => args.Scope.Arn("ec2", $"subnet/{id}")))];
}
