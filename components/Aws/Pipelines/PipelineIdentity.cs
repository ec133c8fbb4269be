using K8tre.Components.Aws.Backup;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Clusters;
using Pulumi.Aws.Iam;

namespace K8tre.Components.Aws.Pipelines;

/// <summary>Inputs of <see cref="PipelineIdentity"/>.</summary>
public sealed record PipelineIdentityArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the platform, the prefix of its resources' names.</summary>
    public required string Platform { get; init; }

    /// <summary>Repository whose workflows deploy.</summary>
    public required GitHubRepository Repository { get; init; }

    /// <summary>GitHub environment whose jobs may assume the role. Its protection rules require approvals and restrict branches.</summary>
    public required string Environment { get; init; }

    /// <summary>Domains of the platform's environments and public zones. The pipeline writes records of these domains only.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>ARN of the connection of CodeConnections that build machines use. Default: none; there are no build machines.</summary>
    public Input<string>? Connection { get; init; }

    /// <summary>
    /// ARN of the account's identity provider for GitHub, of which an account has at most one. Default: none; it is created.
    /// </summary>
    public Input<string>? Provider { get; init; }

    /// <summary>ARN of the bucket of Pulumi's state. Default: none; the state is elsewhere.</summary>
    public Input<string>? StateBucket { get; init; }

    /// <summary>ARN of the KMS key of Pulumi's state and secrets. Default: none; a key elsewhere or a passphrase encrypts them.</summary>
    public Input<string>? StateKey { get; init; }
}

/// <summary>
/// Identity of workflows in AWS: a role without a secret that workflows of one repository assume, in one environment. It deploys the
/// platform, and cannot create a role without a permissions boundary, which it cannot change. It changes only resources with the platform's
/// name or tag, where AWS knows them. A person creates and changes this identity.
/// </summary>
/// <remarks>https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws</remarks>
public sealed class PipelineIdentity : ComponentResource
{
    private const string Audience = "sts.amazonaws.com";

    /// <summary>Creates the role, its policies and the permissions boundary.</summary>
    public PipelineIdentity(string name, PipelineIdentityArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:PipelineIdentity", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var provider = args.Provider ?? new OpenIdConnectProvider(
            $"{name}-github",
            new() { Url = $"https://{GitHubRepository.Issuer}", ClientIdLists = { Audience } },
            new() { Parent = this, RetainOnDelete = true }).Arn;
        var (scope, prefix, roleName) = (args.Scope, args.Platform, PipelineRoleAccess.RoleName(args.Platform));
        var boundary = new Policy($"{name}-boundary", new()
        {
            Name = PipelineRoleAccess.BoundaryName(prefix),
            Description = $"The most that roles of {prefix} can have",
            PolicyDocument = new PipelineBoundary(scope, prefix) { Domains = args.Domains, Connection = args.Connection }.Policy(),
        }, inside);
        var role = new Role(name, new()
        {
            Name = roleName,
            Description = $"Deploys {prefix}, for {args.Repository}",
            AssumeRolePolicy = provider.Apply(arn => Trust(arn, args.Repository.SubjectIn(args.Environment))),
        }, inside);

        var access = new PipelineAccess(scope, prefix) { Domains = args.Domains, Connection = args.Connection };
        foreach (var (right, document) in access.Policies())
        {
            var policy = new Policy($"{name}-{right}", new() { Name = $"{roleName}-{right}", PolicyDocument = document }, inside);
            _ = new RolePolicyAttachment($"{name}-{right}-attachment", new() { Role = role.Name, PolicyArn = policy.Arn }, inside);
        }
        if (args.StateBucket is not null || args.StateKey is not null)
        {
            _ = new RolePolicy($"{name}-state", new()
            {
                Role = role.Name,
                Name = "state",
                Policy = Output.Tuple(args.StateBucket ?? "", args.StateKey ?? "").Apply(known => State(known.Item1, known.Item2)),
            }, inside);
        }

        (Boundary, Arn) = (boundary.Arn, role.Arn);
        // AWS Backup reads all data that it backs up, so that its role has more than the boundary. The pipeline can only pass it to AWS
        // Backup.
        BackupRole = new BackupRole(
            $"{name}-backup", new() { Scope = scope, RoleName = PipelineRoleAccess.BackupRoleName(prefix) }, new() { Parent = this }).Arn;

        RegisterOutputs();
    }

    /// <summary>ARN of the role. Resources that the role must manage depend on this component, so that its policies exist first.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }

    /// <summary>ARN of the permissions boundary of every role of the platform. The pipeline cannot create a role without it.</summary>
    [Output("boundary")]
    public Output<string> Boundary { get; private set; }

    /// <summary>ARN of the role with which AWS Backup reads and restores data of the platform. It has no permissions boundary.</summary>
    [Output("backupRole")]
    public Output<string> BackupRole { get; private set; }

    /// <summary>Returns the name of the role.</summary>
    /// <param name="platform">Name of the platform.</param>
    public static string NameIn(string platform) => PipelineRoleAccess.RoleName(platform);

    private static Output<string> Trust(string provider, string subject) => PolicyDocument.Json(new PolicyStatement
    {
        Sid = "AssumedByWorkflow",
        Principals = [new("Federated", provider)],
        Actions = ["sts:AssumeRoleWithWebIdentity"],
        Resources = [],
        Conditions =
        [
            new("StringEquals", $"{GitHubRepository.Issuer}:aud", Audience),
            new("StringEquals", $"{GitHubRepository.Issuer}:sub", subject),
        ],
    });

    // https://www.pulumi.com/docs/iac/concepts/state-and-backends/#aws-s3
    private static Output<string> State(string bucket, string key)
    {
        var statements = new List<PolicyStatement>();
        if (bucket.Length > 0)
        {
            statements.Add(new() { Sid = "FindState", Actions = ["s3:GetBucketLocation", "s3:ListBucket"], Resources = [bucket] });
            statements.Add(new()
            {
                Sid = "KeepState",
                Actions = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
                Resources = [$"{bucket}/*"],
            });
        }
        if (key.Length > 0)
            statements.Add(new()
            {
                Sid = "EncryptState",
                Actions = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
                Resources = [key],
            });
        return PolicyDocument.Json(statements);
    }
}
